import type { Relation, SearchOutcome, TakesBack } from '../../domain/vocabulary.js';
import type { Act, Citation } from '../../domain/entries.js';
import type { ClaimAmended, ClaimRegistered } from '../../claims/claim.events.js';
import { listed } from '../../verification/summary/english-names.js';
import type { Entry, NameResolver } from './name-resolver.js';

/** What happened, in one line of plain words. */
export function headline(entry: Entry, names: NameResolver): string {
  const { type, data } = entry;
  switch (type) {
    case 'ClaimRegistered':
      return 'registered';
    case 'ClaimAmended':
      return `amended: ${listed(amendedFields(data))}`;
    case 'ClaimLinked':
      return `linked: ${RELATION[data.relation].to} ${data.other}`;
    case 'ClaimUnlinked':
      return `unlinked: no longer ${RELATION[data.relation].to} ${data.other}`;
    case 'EntryVoided':
      return `voided ${names.ref(data.voids)}, recorded by mistake: ${data.reason}`;
    case 'ClaimAsserted':
      return `${names.kind === 'position' ? 'stated' : 'asserted'} by ${maker(data, names)}${credits(data, names)}${attribution(data, names)}`;
    case 'ClaimReported':
      return `reported by ${maker(data, names)}${credits(data, names)}`;
    case 'ClaimRepeated':
      return `repeated by ${maker(data, names)}${credits(data, names)}`;
    case 'ClaimInterpreted':
      return `${maker(data, names)} ${names.areSeveral(data.by) ? 'read' : 'reads'} it into ${interpreted(data.interprets, names)}${credits(data, names)}`;
    case 'ClaimConfirmed':
    case 'ClaimDenied':
    case 'ClaimQuestioned': {
      const part = data.extent === 'part' ? ' in part' : '';
      const of = data.of === undefined ? '' : `, about ${names.ref(data.of)} only`;
      return `${ANSWERED[type]}${part} by ${maker(data, names)}${of}${credits(data, names)}${attribution(data, names)}`;
    }
    case 'StatementRetracted':
    case 'ApologyIssued':
    case 'CorrectionIssued':
    case 'StatementReworded':
      return `${WENT_BACK[type]} ${maker(data, names)}${TOOK_BACK[data.takesBack](names.ref(data.of))}`;
    case 'ReactionRecorded': {
      const of = data.of === undefined ? '' : `, on ${names.ref(data.of)}`;
      if (data.reaction === 'agreed') return `${maker(data, names)} agreed${of}`;
      if (data.reaction === 'disagreed') return `${maker(data, names)} disagreed${of}`;
      return `${data.reaction} by ${maker(data, names)}${of}`;
    }
    case 'ConfirmationSought': {
      const asked = data.asked ? ` asked ${names.actorsOf(data.asked)}` : ' looked for a confirmation';
      const where = data.where === undefined ? '' : ` in ${data.where}`;
      return `${maker(data, names)}${asked}${where}: ${FOUND[data.outcome]}`;
    }
    case 'EvidenceAttached': {
      const bearing = data.bearing === 'context' ? 'gives context' : data.bearing;
      const of = data.of === undefined ? '' : ` to ${names.ref(data.of)}`;
      const kind = `${data.primary ? 'primary' : 'at second hand'}, ${data.authenticity}`;
      return `evidence that ${bearing}${of}, as examined by ${maker(data, names)} (${kind})`;
    }
    case 'VerdictIssued': {
      const label = data.label === undefined ? '' : ` (“${data.label}”)`;
      return `rated ${data.rating} by ${maker(data, names)}${label}`;
    }
    case 'VerdictWithdrawn':
      return `verdict ${names.ref(data.of)} withdrawn by ${maker(data, names)}`;
    case 'ForecastResolved':
      return `${CAME[data.outcome]}, ${names.areSeveral(data.by) ? 'say' : 'says'} ${maker(data, names)}`;
  }
}

/** Each relation in words: from this claim to the other, and from the other to this one. */
export const RELATION: Readonly<Record<Relation, { readonly to: string; readonly from: string }>> = {
  restates: { to: 'restates', from: 'restated by' },
  contradicts: { to: 'contradicts', from: 'contradicted by' },
  supersedes: { to: 'supersedes', from: 'superseded by' },
  'derives-from': { to: 'derives from', from: 'the source of' },
  'part-of': { to: 'part of', from: 'has the part' },
  'same-as': { to: 'the same as', from: 'the same as' },
};

const ANSWERED = { ClaimConfirmed: 'confirmed', ClaimDenied: 'denied', ClaimQuestioned: 'questioned' } as const;

const WENT_BACK = {
  StatementRetracted: 'retracted by',
  ApologyIssued: 'apology by',
  CorrectionIssued: 'corrected by',
  StatementReworded: 'reworded by',
} as const;

const TOOK_BACK: Readonly<Record<TakesBack, (ref: string) => string>> = {
  whole: (ref) => `, taking back ${ref}`,
  part: (ref) => `, taking back a part of ${ref}`,
  nothing: (ref) => `, about ${ref}, taking nothing back`,
};

const FOUND: Readonly<Record<SearchOutcome, string>> = {
  'found-nothing': 'found nothing',
  found: 'found it',
  'no-answer': 'no answer',
  declined: 'an answer was declined',
};

const CAME = {
  'came-true': 'came true',
  'did-not': 'did not come true',
  'in-part': 'came true in part',
  lapsed: 'lapsed',
} as const;

const USE = { quotes: 'quoting', paraphrases: 'paraphrasing', credits: 'citing' } as const;

function maker({ by, onBehalfOf, capacity }: Act, names: NameResolver): string {
  const jointly = by.length > 1 ? ' jointly' : '';
  const behalf = onBehalfOf ? `, on behalf of ${names.actorsOf(onBehalfOf)}` : '';
  const office = capacity === undefined ? '' : ` (${capacity})`;
  return `${names.actorsOf(by)}${office}${jointly}${behalf}`;
}

/** Who reports words that somebody else's document has, and that it doesn't quote them. */
function attribution({ by, document, cites, quote }: Act, names: NameResolver): string {
  if (document === undefined || cites !== undefined) return '';
  const [id, reporter] = [names.publisherId(document), names.publisher(document)];
  if (reporter === undefined || by.some((speaker) => speaker === id || names.outletOf(speaker) === id)) return '';
  return `, as reported by ${reporter}${quote === undefined ? '; not quoted' : ''}`;
}

/** `, citing A and B, quoting C`: in the given order, grouped by use. */
function credits({ cites = [] }: Act, names: NameResolver): string {
  const uses = new Map<string, string[]>();
  for (const citation of cites) {
    const use = USE[citation.use] + (citation.translated === true ? ' in translation' : '');
    uses.set(use, [...(uses.get(use) ?? []), cited(citation, names)]);
  }
  return [...uses].map(([use, whom]) => `, ${use} ${listed(whom)}`).join('');
}

function cited(citation: Citation, names: NameResolver): string {
  if ('actor' in citation) return names.actor(citation.actor);
  return 'document' in citation ? names.document(citation.document) : speakerOf(citation.entry, names);
}

function interpreted(what: { readonly entry: string } | { readonly document: string }, names: NameResolver): string {
  return 'document' in what ? names.document(what.document) : `a statement of ${speakerOf(what.entry, names)}`;
}

/** The speakers of an entry; an entry of another claim is named too, since the report doesn't show it. */
function speakerOf(ref: string, names: NameResolver): string {
  const entry = names.entry(ref);
  if (!entry || !('by' in entry.data)) return names.ref(ref);
  const speakers = names.actorsOf(entry.data.by);
  return names.isShown(ref) ? speakers : `${speakers} ${names.ref(ref)}`;
}

function amendedFields({ id: _id, ...changes }: ClaimAmended): string[] {
  return Object.entries(changes satisfies Partial<Record<keyof ClaimRegistered, unknown>>).map(([field, value]) => {
    if (value === null) return `no ${field}`;
    return `${field} “${Array.isArray(value) ? value.join(', ') : String(value)}”`;
  });
}
