import { actor, actors, CHECKER, claim, entry, evidence, mandate, many, report } from './hostile-lines.js';
import { type Lines, spokespersons, statement, SUBJECT, verdict } from './hostile-lines.js';

/** Claims of some size that set actors for and against each other, by who does what. */
export const HOSTILE_ACTORS: Readonly<Record<string, (size: number) => Lines>> = {
  *'acts of one who speaks for many'(size) {
    yield* claim();
    const principals = yield* actors('principal', Math.min(size / 5, 1_000));
    yield actor('speaker');
    for (const principal of principals) yield mandate('speaker', principal);
    yield* many(size / 2, (n) => report(`report-${n}`, { by: ['speaker'], basis: 'witnessed' }));
    for (let n = 0; n < size / 4; n += 1) yield* evidence(`evidence-${n}`, 'speaker');
  },

  *'denials by one with many mandates'(size) {
    yield* claim();
    yield actor('speaker');
    yield* many(Math.min(size / 5, 1_000), (n) => mandate('speaker', SUBJECT, `mandate-${n}`));
    yield* many(size, (n) =>
      statement('ClaimDenied', `denial-${n}`, { by: ['speaker'], onBehalfOf: [SUBJECT], occurredAt: day(n) }),
    );
  },

  *'reports by joined actors'(size) {
    yield* claim();
    const ring = yield* actors('joined', size / 10);
    for (const [n, one] of ring.entries()) {
      yield { type: 'ActorLinked', actor: one, other: ring[(n + 1) % ring.length] };
    }
    yield* many(size, (n) => report(`report-${n}`, { by: [ring[n % ring.length]], basis: 'witnessed' }));
  },

  *'confirmations by spokespersons, and by nobody else'(size) {
    yield* claim();
    const speakers = yield* spokespersons(size);
    yield* many(speakers.length, (n) =>
      statement('ClaimConfirmed', `confirmation-${n}`, { by: [speakers[n]], onBehalfOf: [SUBJECT] }),
    );
  },

  *'assertions and denials by spokespersons of one side'(size) {
    yield* claim([SUBJECT, CHECKER]);
    const speakers = yield* spokespersons(size / 2);
    const together = { onBehalfOf: [SUBJECT], occurredAt: '2024-01-01' };
    for (const [n, speaker] of speakers.entries()) {
      yield statement('ClaimDenied', `denial-${n}`, { by: [speaker], ...together });
      yield entry('ClaimAsserted', `assertion-${n}`, { by: [speaker], ...together, basis: 'none-given' });
    }
  },

  *'witnesses of whom each two share an actor'(size) {
    yield* claim();
    let n = 0;
    for (const by of subsets(yield* actors('witness', 18), 10)) {
      if (n === size) break;
      yield report(`report-${n}`, { by, basis: 'witnessed' });
      n += 1;
    }
  },

  *'verdicts that one of many confirmations follows'(size) {
    yield* claim();
    const raters = yield* actors('rater', size / 2);
    for (const [n, rater] of raters.entries()) {
      yield verdict(`verdict-${n}`, rater, { occurredAt: '2024-02-01' });
      const occurredAt = n === 0 ? '2024-03-01' : '2024-01-01';
      yield statement('ClaimConfirmed', `confirmation-${n}`, { by: [SUBJECT], occurredAt });
    }
  },

  *'verdicts of one rater, withdrawn'(size) {
    yield* claim();
    for (let n = 0; n < size / 2; n += 1) {
      yield verdict(`verdict-${n}`, CHECKER);
      yield entry('VerdictWithdrawn', `withdrawal-${n}`, { by: [CHECKER], of: `verdict-${n}` });
    }
  },

  *'retractions, and denials that may be earlier'(size) {
    yield* claim();
    for (const [n, speaker] of (yield* actors('speaker', size / 3)).entries()) {
      yield entry('ClaimAsserted', `assertion-${n}`, { by: [speaker], basis: 'none-given' });
      yield entry('StatementRetracted', `retraction-${n}`, { by: [speaker], of: `assertion-${n}`, takesBack: 'whole' });
      yield statement('ClaimDenied', `denial-${n}`, { by: [SUBJECT] });
    }
  },

  *'denials of one report, by a hundred for a hundred'(size) {
    yield* claim();
    const jointly = { by: yield* actors('maker', 100), onBehalfOf: yield* actors('represented', 100) };
    yield report('joint', jointly);
    yield* many(size / 10, (n) => statement('ClaimDenied', `denial-${n}`, { ...jointly, of: 'joint' }));
  },
};

const day = (n: number): string => new Date(Date.UTC(2010, 0, 1 + n)).toISOString().slice(0, 10);

/** All subsets of so many of these. */
function* subsets<Item>(items: readonly Item[], count: number): Generator<Item[], void, undefined> {
  if (count === 0) yield [];
  for (const [index, item] of items.entries()) {
    for (const others of subsets(items.slice(index + 1), count - 1)) yield [item, ...others];
  }
}
