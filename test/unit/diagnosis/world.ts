import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { absent, type Fact, known, unreadable } from '../../../lambda/core/facts/fact';
import { OUT_OF_READS, type FactSource, type ReadAllowance } from '../../../lambda/core/facts/fact-source';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { LOOKUPS, neededActions } from '../../../lambda/core/facts/lookup-catalog';
import type { RolePolicies } from '../../../lambda/core/facts/role-state';
import { factForm, isUnnamedPolicy } from '../checks/check-case';
import { FACT_FORMS } from '../checks/fact-forms';
import { nameTarget } from './name-target';

const FOLDER = join(__dirname, '../../cases/worlds');

const LOOKUP_IDS = Object.keys(LOOKUPS) as LookupId[];

/** `<lookup> <name>`, where the name is what `nameTarget` says; `<lookup>` wherever it looks; `*` for everything. */
const question = z.string().refine((text) => text === '*' || LOOKUP_IDS.includes(toLookup(text)), 'a lookup');

export const worldForm = z.strictObject({
  /** A world that works, of `test/cases/worlds`, and what is different here. */
  from: z.string().exactOptional(),
  answers: z.record(question, factForm).default({}),
});

const worldFile = worldForm.extend({ about: z.string().regex(/^\S.{19,}[^.]$/) });

export type WorldForm = z.infer<typeof worldForm>;

/** Worlds by name. */
export type Worlds = ReadonlyMap<string, WorldForm>;

type Answers = WorldForm['answers'];
type Answer = Answers[string];

/** Every world of `test/cases/worlds` by name, checked against the schema. */
export function readWorlds(): Worlds {
  return new Map(
    readdirSync(FOLDER).map((file) => {
      const parsed = worldFile.safeParse(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
      if (!parsed.success) throw new Error(`worlds/${file}: ${z.prettifyError(parsed.error)}`);
      return [file.slice(0, -'.json'.length), parsed.data];
    }),
  );
}

export interface World {
  readonly source: FactSource;
  /** What was asked and no world has an answer for. */
  readonly unanswered: readonly string[];
}

/** A source that answers from a table, and takes as many reads for it as the real one. */
export function createWorld(form: WorldForm, worlds: Worlds): World {
  const unanswered: string[] = [];
  const read = (lookup: LookupId) => (target: never, allowance: ReadAllowance) => {
    const name = nameTarget(lookup, target);
    const answer = findAnswer(form, worlds, `${lookup} ${name}`);
    if (answer === undefined) unanswered.push(`${lookup} ${name}`);
    return Promise.resolve(spend(lookup, toFact(lookup, name, answer ?? 'failed'), allowance));
  };
  const source = Object.fromEntries(LOOKUP_IDS.map((lookup) => [lookup, read(lookup)]));
  return { source: source as unknown as FactSource, unanswered };
}

/** The case's own answers first, then those of the world it is made from, and so on. */
function toLayers({ from, answers }: WorldForm, worlds: Worlds): readonly Answers[] {
  if (from === undefined) return [answers];
  const base = worlds.get(from);
  if (base === undefined)
    throw new Error(`no world is called ${from}; there are ${[...worlds.keys()].join(', ')}`);
  return [answers, ...toLayers(base, worlds)];
}

/** Within a layer what is said of one place counts more than what is said of all. */
export function findAnswer(form: WorldForm, worlds: Worlds, asked: string): Answer | undefined {
  const questions = [asked, toLookup(asked), '*'];
  return toLayers(form, worlds)
    .flatMap((answers) => questions.map((each) => (Object.hasOwn(answers, each) ? answers[each] : undefined)))
    .find((answer) => answer !== undefined);
}

function toLookup(text: string): LookupId {
  return text.split(' ', 1)[0] as LookupId;
}

function toFact(lookup: LookupId, name: string, form: Answer): Fact<unknown> {
  if (form === 'denied') {
    return unreadable('denied', 'access was denied (AccessDenied)', { needs: neededActions(lookup) });
  }
  if (form === 'other-account') return unreadable('other-account', 'only the account that owns it may ask');
  if (typeof form === 'string') {
    return form.startsWith('absent: ')
      ? absent(form.slice('absent: '.length))
      : unreadable(form as 'throttled', `it ended in ${form}`);
  }
  const value = FACT_FORMS[lookup].safeParse(form);
  if (!value.success) throw new Error(`${lookup} ${name}: ${z.prettifyError(value.error)}`);
  return known(isUnnamedPolicy(value.data) ? { ...value.data, name: `${lookup} of ${name}` } : value.data);
}

/** One read for an answer, and for lists of policies one or two more for each policy, as the adapters make them. */
function spend(lookup: LookupId, fact: Fact<unknown>, { takeRead }: ReadAllowance): Fact<unknown> {
  if (!takeRead(1)) return OUT_OF_READS;
  if (fact.state !== 'known') return fact;
  if (lookup === 'managed-policy') return takeRead(2) ? fact : OUT_OF_READS;
  if (lookup !== 'role-inline-policies' && lookup !== 'role-attached-policies') return fact;
  const steps = lookup === 'role-inline-policies' ? [2] : [2, 3];
  const { policies, isTruncated } = fact.value as RolePolicies;
  return known({
    isTruncated,
    policies: policies.map((one) => (steps.every(takeRead) ? one : { ...one, policy: OUT_OF_READS })),
  });
}
