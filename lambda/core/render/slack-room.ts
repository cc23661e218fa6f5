/** How much of an outline one attempt at a Slack message takes in. */
export interface SlackRoom {
  /** Sample objects and samples of unreadable messages. */
  readonly samples: number;
  readonly causes: number;
  readonly policyCharacters: number;
  /** Longest sentence, escaped. */
  readonly lineCharacters: number;
  readonly commandCharacters: number;
  readonly steps: number;
  /** Sentences of one section. */
  readonly lines: number;
  /** Longest link that is no runbook. */
  readonly linkCharacters: number;
}

const FULL: SlackRoom = {
  samples: 3,
  // On a telephone, what follows is scrolled past; e-mail, page and runbook have it.
  causes: 4,
  policyCharacters: 2_400,
  lineCharacters: 1_500,
  commandCharacters: 2_800,
  steps: 7,
  lines: 50,
  linkCharacters: 1_000,
};

/** From everything to the least that is still an alert; the last fits Slack's total whatever the outline holds. */
export const SLACK_ROOMS: readonly SlackRoom[] = [
  FULL,
  { ...FULL, samples: 0 },
  { ...FULL, samples: 0, causes: 1 },
  { ...FULL, samples: 0, causes: 1, policyCharacters: 0 },
  { ...FULL, samples: 0, causes: 1, policyCharacters: 0, lineCharacters: 400, linkCharacters: 300 },
  {
    samples: 0,
    causes: 1,
    policyCharacters: 0,
    lineCharacters: 250,
    commandCharacters: 1_500,
    steps: 5,
    lines: 6,
    linkCharacters: 300,
  },
  {
    samples: 0,
    causes: 1,
    policyCharacters: 0,
    lineCharacters: 160,
    commandCharacters: 700,
    steps: 3,
    lines: 4,
    linkCharacters: 200,
  },
];
