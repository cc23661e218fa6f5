import type { AlertSeverity } from '../alerts/alert.schema';
import type { Line } from './spans';

/**
 * What an alert says, before any channel has its way: the same content in the same order for Slack, e-mail,
 * terminal, HTML and Amazon Q. All text in it is visible (`visible-text.ts`), on one line and bounded.
 */
export interface AlertOutline {
  /** What happened, and where. */
  readonly headline: string;
  /** Colours and marks follow this. */
  readonly tone: AlertSeverity | 'resolved';
  /** One or two sentences: why, and how sure we are. */
  readonly verdict: Line;
  /** How much, since when, which rule; facts to be separated by dots. */
  readonly impact: readonly Line[];
  readonly sections: readonly OutlineSection[];
  readonly links: readonly OutlineLink[];
  /** How to refer to it; facts to be separated by dots. */
  readonly footer: readonly Line[];
}

export interface OutlineSection {
  readonly name: 'why' | 'changed' | 'fix' | 'then' | 'objects' | 'handover' | 'unreadable';
  readonly title: string;
  /** Belongs to the title, in parentheses. */
  readonly note?: Line;
  readonly blocks: readonly OutlineBlock[];
  /** How many more steps the alert document has than `blocks`. */
  readonly more?: number;
}

export type OutlineBlock = ParagraphBlock | ListBlock | StepBlock | LetterBlock;

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly line: Line;
}

export interface ListBlock {
  readonly kind: 'list';
  readonly ordered: boolean;
  readonly items: readonly ListItem[];
  /** How many more there are than `items`. */
  readonly more: number;
}

export interface ListItem {
  readonly line: Line;
  /** Left out where room is short. */
  readonly detail?: Line;
}

/** One step of a fix. */
export interface StepBlock {
  readonly kind: 'step';
  /** Absent when there is only one step. */
  readonly number?: number;
  readonly line: Line;
  /** A shell command on one line; never wrapped, never cut: shown whole or not at all. */
  readonly command?: string;
  /** What the step changes in a policy, or the policy itself, line by line; never cut either. */
  readonly policy?: readonly PolicyLine[];
  /** Where the whole of it stands in the alert document. */
  readonly path: string;
}

export interface PolicyLine {
  readonly text: string;
  readonly mark?: 'added' | 'removed';
}

/** A text to send to somebody, line by line, empty ones included. Channels without room say where it is. */
export interface LetterBlock {
  readonly kind: 'letter';
  readonly lines: readonly string[];
  /** Where it stands in the alert document. */
  readonly path: string;
}

export interface OutlineLink {
  readonly label: string;
  /** Absolute, `https:` or `http:`, with everything encoded that could end it early. */
  readonly url: string;
}
