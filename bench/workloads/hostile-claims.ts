import type { Line } from './world.js';

/** The claim that each shape is about. */
export const HOSTILE_CLAIM = 'hostile';

type Fields = Readonly<Record<string, unknown>>;
type Lines = Generator<Line, void, undefined>;

const SUBJECT = 'subject';
const CHECKER = 'checker';

/**
 * Claims as somebody makes them who may record and wants judging them to take long. Each shape has about so many entries
 * that depend on each other in some way that would cost a simple policy the square of their number.
 */
export const HOSTILE_SHAPES: Readonly<Record<string, (size: number) => Lines>> = {
  /** Voids of one entry, each voided before the next. */
  *'repeated voids'(size) {
    yield* claim();
    yield entry('ClaimReported', 'report', { by: [CHECKER], basis: 'none-given' });
    for (let n = 0; n < size / 2; n += 1) {
      yield voids(`void-${n}`, 'report');
      yield voids(`restore-${n}`, `void-${n}`);
    }
  },

  /** A void of a void of a void. */
  *'voids of voids'(size) {
    yield* claim();
    yield entry('ClaimReported', 'void-0', { by: [CHECKER], basis: 'none-given' });
    for (let n = 1; n < size; n += 1) yield voids(`void-${n}`, `void-${n - 1}`);
  },

  /** Entries of one actor, each voided and replaced by the next. */
  *'replaced entries'(size) {
    yield* claim();
    yield entry('ClaimReported', 'report-0', { by: [CHECKER], basis: 'none-given' });
    for (let n = 1; n < size / 2; n += 1) {
      yield entry('ClaimReported', `report-${n}`, { by: [CHECKER], basis: 'none-given' });
      yield { ...voids(`void-${n}`, `report-${n - 1}`), replacement: `report-${n}` };
    }
  },

  /** Reports of one actor, each of which cites the actor itself. */
  *'self citations'(size) {
    yield* claim();
    yield* many(size, (n) => entry('ClaimReported', `report-${n}`, { by: [CHECKER], ...citing(CHECKER) }));
  },

  /** Actors in a ring, each of which cites the next hundred. */
  *'citation rings'(size) {
    yield* claim();
    const ring = yield* actors('ring', size);
    yield* many(size, (n) => {
      const cites = Array.from({ length: 100 }, (_, ahead) => ({
        actor: ring[(n + ahead + 1) % size],
        use: 'credits',
      }));
      return entry('ClaimReported', `report-${n}`, { by: [ring[n]], basis: 'named-source', cites });
    });
  },

  /** Reports of one actor in a row by `after`, each of which cites the actor itself. */
  *'a row by after'(size) {
    yield* claim();
    yield* many(size, (n) =>
      entry('ClaimReported', `report-${n}`, {
        by: [CHECKER],
        ...citing(CHECKER),
        ...(n > 0 && { after: [`report-${n - 1}`] }),
      }),
    );
  },

  /** Searches and reactions, each after a hundred others. */
  *'a net of after'(size) {
    yield* claim();
    yield* many(size, (n) => {
      const after = Array.from({ length: Math.min(n, 100) }, (_, back) => `act-${n - back - 1}`);
      const more = { by: [CHECKER], ...(n > 0 && { after }) };
      return n < size / 2
        ? entry('ConfirmationSought', `act-${n}`, { ...more, where: 'archive', outcome: 'found-nothing' })
        : entry('ReactionRecorded', `act-${n}`, { ...more, reaction: 'noted' });
    });
  },

  /** Searches of which each is valid until another moment. */
  *'ends of searches'(size) {
    yield* claim();
    yield* many(size, (n) =>
      entry('ConfirmationSought', `search-${n}`, {
        by: [CHECKER],
        where: 'archive',
        outcome: 'found-nothing',
        goodUntil: new Date(Date.UTC(2030, 0, 1, 0, n)).toISOString(),
      }),
    );
  },

  /** Acts of one actor that speaks for as many others. */
  *'mandates for many'(size) {
    yield* claim();
    const principals = yield* actors('principal', size / 2);
    yield actor('speaker');
    for (const principal of principals) yield mandate('speaker', principal);
    yield* many(size / 4, (n) => entry('ClaimReported', `report-${n}`, { by: ['speaker'], basis: 'witnessed' }));
    yield* many(size / 4, (n) => ({
      ...entry('EvidenceAttached', `evidence-${n}`, { by: ['speaker'], document: `document-${n}` }),
      bearing: 'supports',
      primary: true,
      authenticity: 'genuine',
    }));
  },

  /** Acts on behalf of one actor, by one that has as many mandates for it. */
  *'mandates for one'(size) {
    yield* claim();
    yield actor('speaker');
    yield* many(size / 2, (n) => mandate('speaker', SUBJECT, `mandate-${n}`));
    yield* many(size / 2, (n) =>
      entry('ClaimDenied', `denial-${n}`, {
        by: ['speaker'],
        onBehalfOf: [SUBJECT],
        extent: 'whole',
        basis: 'none-given',
      }),
    );
  },

  /** Reports by actors that are joined in a ring. */
  *'joined actors'(size) {
    yield* claim();
    const ring = yield* actors('joined', size / 2);
    for (const [n, one] of ring.entries()) {
      yield { type: 'ActorLinked', actor: one, other: ring[(n + 1) % ring.length] };
    }
    yield* many(size / 2, (n) => entry('ClaimReported', `report-${n}`, { by: [ring[n]], basis: 'witnessed' }));
  },

  /** Confirmations by spokespersons of the claim's subject, and by nobody else. */
  *'spokespersons who confirm'(size) {
    yield* claim();
    const speakers = yield* spokespersons(size / 2);
    yield* many(size / 2, (n) =>
      entry('ClaimConfirmed', `confirmation-${n}`, {
        by: [speakers[n]],
        onBehalfOf: [SUBJECT],
        extent: 'whole',
        basis: 'none-given',
      }),
    );
  },

  /** Assertions by the claim's subject, and denials by its spokespersons. */
  *'spokespersons who deny'(size) {
    yield* claim({ about: [SUBJECT, CHECKER] });
    const speakers = yield* spokespersons(size / 2);
    yield* many(size / 2, (n) =>
      entry('ClaimDenied', `denial-${n}`, {
        by: [speakers[n]],
        onBehalfOf: [SUBJECT],
        extent: 'whole',
        basis: 'none-given',
        occurredAt: '2024-01-01',
      }),
    );
    yield* many(size / 2, (n) =>
      entry('ClaimAsserted', `assertion-${n}`, {
        by: [speakers[n]],
        onBehalfOf: [SUBJECT],
        basis: 'none-given',
        occurredAt: '2024-01-01',
      }),
    );
  },

  /** Reports of witnesses of whom each two share an actor, but not all the same one. */
  *'overlapping witnesses'(size) {
    yield* claim();
    const witnesses = yield* actors('witness', 18);
    let n = 0;
    for (const by of subsets(witnesses, 10)) {
      if (n === size) break;
      yield entry('ClaimReported', `report-${n}`, { by, basis: 'witnessed' });
      n += 1;
    }
  },

  /** Verdicts against the claim, of which each is contradicted by the last of many confirmations. */
  *'verdicts and confirmations'(size) {
    yield* claim();
    const raters = yield* actors('rater', size / 2);
    yield* many(size / 2, (n) => ({
      ...entry('VerdictIssued', `verdict-${n}`, { by: [raters[n]], occurredAt: '2024-02-01' }),
      rating: 'false',
      label: 'False',
      reviewUrl: `https://rater.example/${n}`,
    }));
    yield* many(size / 2, (n) =>
      entry('ClaimConfirmed', `confirmation-${n}`, {
        by: [SUBJECT],
        extent: 'whole',
        basis: 'none-given',
        occurredAt: n === 0 ? '2024-03-01' : '2024-01-01',
      }),
    );
  },

  /** Verdicts of one rater, each withdrawn. */
  *'withdrawn verdicts'(size) {
    yield* claim();
    yield* many(size / 2, (n) => ({
      ...entry('VerdictIssued', `verdict-${n}`, { by: [CHECKER] }),
      rating: 'false',
      label: 'False',
      reviewUrl: `https://rater.example/${n}`,
    }));
    yield* many(size / 2, (n) => entry('VerdictWithdrawn', `withdrawal-${n}`, { by: [CHECKER], of: `verdict-${n}` }));
  },

  /** Assertions that their makers took back, and as many denials by the claim's subject. */
  *'retractions and denials'(size) {
    yield* claim();
    const speakers = yield* actors('speaker', size / 3);
    for (const [n, by] of speakers.entries()) {
      yield entry('ClaimAsserted', `assertion-${n}`, { by: [by], basis: 'none-given' });
      yield entry('StatementRetracted', `retraction-${n}`, { by: [by], of: `assertion-${n}`, takesBack: 'whole' });
      yield entry('ClaimDenied', `denial-${n}`, { by: [SUBJECT], extent: 'whole', basis: 'none-given' });
    }
  },

  /** Amendments, some of them voided. */
  *amendments(size) {
    yield* claim();
    yield* many(size, (n) =>
      n % 10 === 9
        ? voids(`amended-${n}`, `amended-${n - 1}`)
        : entry('ClaimAmended', `amended-${n}`, { topics: [`topic-${n}`] }),
    );
  },

  /** Entries of one actor, each voided. */
  *'voided entries'(size) {
    yield* claim();
    for (let n = 0; n < size / 2; n += 1) {
      yield entry('ClaimReported', `report-${n}`, { by: [CHECKER], basis: 'none-given' });
      yield voids(`void-${n}`, `report-${n}`);
    }
  },

  /** Documents that one found genuine and another forged. */
  *'contested documents'(size) {
    yield* claim();
    yield actor('other');
    yield* many(size, (n) => ({
      ...entry('EvidenceAttached', `evidence-${n}`, {
        by: [n % 2 === 0 ? CHECKER : 'other'],
        document: `document-${n >> 1}`,
      }),
      bearing: 'supports',
      primary: true,
      authenticity: n % 2 === 0 ? 'genuine' : 'forged',
    }));
  },

  /** Denials of one act that a hundred made jointly, on behalf of a hundred. */
  *'joint acts'(size) {
    yield* claim();
    const makers = yield* actors('maker', 100);
    const principals = yield* actors('represented', 100);
    const jointly = { by: makers, onBehalfOf: principals };
    yield entry('ClaimReported', 'joint', { ...jointly, basis: 'none-given' });
    yield* many(size / 10, (n) =>
      entry('ClaimDenied', `denial-${n}`, { ...jointly, of: 'joint', extent: 'whole', basis: 'none-given' }),
    );
  },
};

function* claim(more: Fields = {}): Lines {
  yield { type: 'ActorRegistered', actor: SUBJECT, kind: 'organization', name: 'The subject' };
  yield { type: 'ActorRegistered', actor: CHECKER, kind: 'outlet', name: 'The checker' };
  yield {
    type: 'ClaimRegistered',
    claim: HOSTILE_CLAIM,
    text: 'The subject did what the checker looks for.',
    language: 'en',
    kind: 'factual',
    about: [SUBJECT],
    topics: [],
    ...more,
  };
}

function actor(id: string): Line {
  return { type: 'ActorRegistered', actor: id, kind: 'organization', name: id };
}

function* actors(name: string, count: number): Generator<Line, string[], undefined> {
  const ids = Array.from({ length: count }, (_, n) => `${name}-${n}`);
  for (const id of ids) yield actor(id);
  return ids;
}

function mandate(speaker: string, speaksFor: string, id = speaksFor): Line {
  return { type: 'MandateRecorded', actor: speaker, mandate: id, speaksFor };
}

function* spokespersons(count: number): Generator<Line, string[], undefined> {
  const ids = yield* actors('speaker', count);
  for (const id of ids) yield mandate(id, SUBJECT);
  return ids;
}

function entry(type: string, id: string, fields: Fields): Line {
  return { type, claim: HOSTILE_CLAIM, id, ...fields };
}

function voids(id: string, target: string): Line {
  return entry('EntryVoided', id, { voids: target, reason: 'It was a mistake.' });
}

function citing(actor: string): Fields {
  return { basis: 'named-source', cites: [{ actor, use: 'credits' }] };
}

function* many(count: number, lineOf: (n: number) => Line): Lines {
  for (let n = 0; n < count; n += 1) yield lineOf(n);
}

/** All subsets of so many of these. */
function* subsets<Item>(items: readonly Item[], count: number): Generator<Item[], void, undefined> {
  if (count === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const others of subsets(items.slice(index + 1), count - 1)) yield [item, ...others];
  }
}
