import type { Line } from './world.js';

/** The claim that all lines are on. */
export const HOSTILE_CLAIM = 'hostile';
export const SUBJECT = 'subject';
export const CHECKER = 'checker';

export type Fields = Readonly<Record<string, unknown>>;
export type Lines = Generator<Line, void, undefined>;

/** What each shape begins with: the claim, those whom it is about, and an outlet. */
export function* claim(about: readonly string[] = [SUBJECT]): Lines {
  yield actor(SUBJECT);
  yield { ...actor(CHECKER), kind: 'outlet' };
  yield {
    type: 'ClaimRegistered',
    claim: HOSTILE_CLAIM,
    text: 'The subject did what the checker looks for.',
    language: 'en',
    kind: 'factual',
    about,
    topics: [],
  };
}

export function actor(id: string): Line {
  return { type: 'ActorRegistered', actor: id, kind: 'organization', name: id };
}

/** Registers so many actors, and returns their ids. */
export function* actors(name: string, count: number): Generator<Line, string[], undefined> {
  const ids = Array.from({ length: Math.floor(count) }, (_, n) => `${name}-${n}`);
  for (const id of ids) yield actor(id);
  return ids;
}

export function mandate(speaker: string, speaksFor: string, id = speaksFor): Line {
  return { type: 'MandateRecorded', actor: speaker, mandate: id, speaksFor };
}

/** Registers so many actors who speak for the claim's subject, and returns their ids. */
export function* spokespersons(count: number): Generator<Line, string[], undefined> {
  const ids = yield* actors('speaker', count);
  for (const id of ids) yield mandate(id, SUBJECT);
  return ids;
}

export function entry(type: string, id: string, fields: Fields): Line {
  return { type, claim: HOSTILE_CLAIM, id, ...fields };
}

export function report(id: string, fields: Fields = {}): Line {
  return entry('ClaimReported', id, { by: [CHECKER], basis: 'none-given', ...fields });
}

/** A statement on the whole claim without a basis. */
export function statement(type: 'ClaimConfirmed' | 'ClaimDenied', id: string, fields: Fields): Line {
  return entry(type, id, { extent: 'whole', basis: 'none-given', ...fields });
}

export function verdict(id: string, by: string, fields: Fields = {}): Line {
  const reviewUrl = `https://rater.example/${id}`;
  return entry('VerdictIssued', id, { by: [by], rating: 'false', label: 'False', reviewUrl, ...fields });
}

/** Registers a document, and offers it as evidence for the claim. */
export function* evidence(id: string, by: string): Lines {
  yield { type: 'DocumentRegistered', document: `document-${id}`, publisher: SUBJECT, title: id };
  yield examined(id, by, `document-${id}`, 'genuine');
}

export function examined(id: string, by: string, document: string, authenticity: 'genuine' | 'forged'): Line {
  return entry('EvidenceAttached', id, { by: [by], document, bearing: 'supports', primary: true, authenticity });
}

export function voids(id: string, target: string): Line {
  return entry('EntryVoided', id, { voids: target, reason: 'It was a mistake.' });
}

export function citing(cited: readonly string[]): Fields {
  return { basis: 'named-source', cites: cited.map((one) => ({ actor: one, use: 'credits' })) };
}

export function* many(count: number, lineOf: (n: number) => Line): Lines {
  for (let n = 0; n < Math.floor(count); n += 1) yield lineOf(n);
}
