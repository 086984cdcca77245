import { UsageError } from '../errors.js';
import { type Act, isWorldAct } from './acts.js';
import type { EntryNames } from './entry-names.js';
import { flagOf } from '../option-names.js';
import { optionMeaning } from './option-meaning.js';
import type { EntryOption, EntryOptions } from './entry-options.js';

/** The body of a request that records the entry; without its id. */
export interface EntryBody {
  readonly type: Act['type'];
  readonly id?: string;
  readonly by?: readonly string[];
  readonly occurredAt?: string;
  readonly other?: string;
  readonly voids?: string;
  readonly narrative?: string;
  /** All else is only passed through. */
  readonly [field: string]: unknown;
}

/**
 * Throws a `UsageError` that names every option that is missing, or that this act doesn't take. Nobody can guess the
 * language of a wording.
 */
export function checkOptions(act: Act, options: EntryOptions): void {
  const given = (Object.keys(options) as EntryOption[]).filter((option) => options[option] !== undefined);
  const strange = given.filter((option) => !act.requires.includes(option) && !act.allows.includes(option));
  if (strange.length > 0) {
    throw new UsageError(`"${act.word}" takes no ${strange.map(flagOf).join(' and no ')}. ${takes(act)}`);
  }
  const missing = act.requires.filter((option) => options[option] === undefined);
  if (missing.length > 0) {
    const meanings = missing.map((option) => optionMeaning(act, option)).join(' ');
    throw new UsageError(`"${act.word}" needs ${missing.map(flagOf).join(' and ')}. ${meanings} ${takes(act)}`);
  }
  if (options.wording !== undefined && options.language === undefined) {
    throw new UsageError('--wording needs --language: the language of these words, such as --language en.');
  }
  if (act.type === 'ClaimAmended' && given.length === 0) {
    throw new UsageError(`"amended" needs at least one change. ${takes(act)}`);
  }
}

const takes = ({ requires, allows }: Act): string => {
  const optional = allows.filter((option) => !requires.includes(option));
  const needed = requires.length === 0 ? '' : `It needs ${requires.map(flagOf).join(', ')}`;
  const rest =
    optional.length === 0 ? '' : `${needed === '' ? 'It takes' : ', and takes'} ${optional.map(flagOf).join(', ')}`;
  return `${needed}${rest}.`;
};

/** The entry that the options describe, with ids in the place of names. Throws a `UsageError` for an unknown name. */
export async function entryBody(act: Act, options: EntryOptions, names: EntryNames): Promise<EntryBody> {
  const fields = isWorldAct(act) ? await worldFields(options, names) : await recordFields(act, options, names);
  return { type: act.type, ...act.fields, ...defined(fields) };
}

async function worldFields(options: EntryOptions, names: EntryNames): Promise<Readonly<Record<string, unknown>>> {
  const { by = [], onBehalfOf, asked, document, quote, wording, language, of, after } = options;
  const { basis, occurredAt, extent, takesBack, outcome, where, query, goodUntil } = options;
  const { bearing, primary, authenticity, rating, label, reviewUrl, rationale } = options;
  const cites = [
    ...(await names.citations('quoting', 'quotes', options.quoting ?? [], options.translated ?? false)),
    ...(await names.citations('paraphrasing', 'paraphrases', options.paraphrasing ?? [], options.translated ?? false)),
    ...(await names.citations('citing', 'credits', options.citing ?? [], options.translated ?? false)),
  ];
  return {
    by: await names.actorsOf('by', by),
    onBehalfOf: onBehalfOf && (await names.actorsOf('on behalf of', onBehalfOf)),
    asked: asked && (await names.actorsOf('asked', asked)),
    document: document === undefined ? undefined : await names.document('document', document),
    cites: cites.length > 0 ? cites : undefined,
    interprets: options.interprets === undefined ? undefined : await interpreted(options.interprets, names),
    replacementClaim:
      options.replacementClaim === undefined
        ? undefined
        : await names.otherClaim('replacement', options.replacementClaim),
    of: of === undefined ? undefined : names.entry(of),
    after: after?.map((ref) => names.entry(ref)),
    quote: quote === undefined ? undefined : { text: quote },
    wording: wording === undefined ? undefined : { text: wording, language },
    // Evidence is primary or not: the ledger wants it said.
    primary: bearing === undefined ? primary : (primary ?? false),
    ...{ basis, occurredAt, extent, takesBack, outcome, where, query, goodUntil },
    ...{ capacity: options.capacity },
    ...{ bearing, authenticity, rating, label, reviewUrl, rationale },
  };
}

async function interpreted(text: string, names: EntryNames): Promise<{ entry: string } | { document: string }> {
  const source = await names.source('interprets', text);
  if ('actor' in source) throw new UsageError('--interprets takes an entry or a document, not an actor.');
  return source;
}

async function recordFields(
  { type }: Act,
  options: EntryOptions,
  names: EntryNames,
): Promise<Readonly<Record<string, unknown>>> {
  const { relation, other = '', narrative = '', of = '', reason, replacement } = options;
  const { text, language, kind, holder, due, about, topic: topics } = options;
  switch (type) {
    case 'ClaimLinked':
    case 'ClaimUnlinked':
      return { relation, other: await names.otherClaim('other', other) };
    case 'NarrativeClaimAdded':
    case 'NarrativeClaimRemoved':
      return { narrative: await names.narrative('narrative', narrative) };
    case 'EntryVoided':
      return {
        voids: names.entry(of),
        reason,
        replacement: replacement === undefined ? undefined : names.entry(replacement),
      };
    default:
      return {
        ...{ text, language, kind, topics },
        holder: holder === undefined ? undefined : holder === '' ? null : await names.actor('holder', holder),
        due: due === '' ? null : due,
        about: about && (await names.actorsOf('about', about)),
      };
  }
}

const defined = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
