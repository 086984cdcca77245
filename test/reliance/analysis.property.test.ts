import fc from 'fast-check';
import { ClaimQueries } from '../../src/claims/queries/claim.queries.js';
import type { ClaimView } from '../../src/claims/queries/views.js';
import type { RecordedEvent } from '../../src/event-log/event-log.js';
import { analyse, type Items, type Question } from '../../src/reliance/analysis.js';
import { runs } from '../support/runs.js';
import { TestReadModel } from '../support/test-read-model.js';
import { type History, histories } from '../verification/standard/generators/history.js';
import { eventsKnownAt } from '../verification/standard/reference-evaluator/acts.js';
import { actsAt, NaiveActors, naiveReliances } from './naive-reliances.js';

const DAY = 86_400_000;

class Ledger {
  readonly readModel;
  readonly claims;

  constructor(
    readonly history: History,
    readonly at: string,
  ) {
    const model = new TestReadModel();
    model.handle(history.events as unknown as RecordedEvent[]);
    this.readModel = model.readModel;
    this.claims = new ClaimQueries(model.readModel);
  }

  ask<Of extends Question['of']>(question: Extract<Question, { readonly of: Of }>): Items[Of][] {
    return analyse(this.readModel, question, this.at).items as Items[Of][];
  }
}

const ledgers = fc
  .tuple(histories(), fc.nat({ max: 300 }))
  .map(([history, days]) => new Ledger(history, new Date(history.end + DAY * (150 - days)).toISOString()));

const sizeOf = (values: readonly string[]): number => new Set(values).size;

describe('analyse(): properties over random histories', () => {
  it('counts who relies on whom as a naive reading of the events does, also for one carrier and one carried', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const naive = naiveReliances(ledger.history, ledger.at);
        const pairs = new Map<string, typeof naive>();
        for (const reliance of naive) {
          const key = `${reliance.carrier} ${reliance.carried}`;
          pairs.set(key, [...(pairs.get(key) ?? []), reliance]);
        }
        const count = (list: typeof naive, how: string) => list.filter((each) => each.how === how).length;
        const expected = [...pairs].map(([key, list]) => ({
          key,
          claims: sizeOf(list.map(({ claim }) => claim)),
          entries: sizeOf(list.map(({ entry }) => entry)),
          how: {
            cites: count(list, 'cites'),
            interprets: count(list, 'interprets'),
            publishes: count(list, 'publishes'),
          },
        }));
        const found = ledger.ask({ of: 'pairs', scope: {}, sort: 'entries' });
        const plain = found.map(({ carrier, carried, claims, entries, how }) => {
          return { key: `${carrier.id} ${carried.id}`, claims, entries, how };
        });
        const byKey = (a: { readonly key: string }, b: { readonly key: string }) => (a.key < b.key ? -1 : 1);
        expect(plain.toSorted(byKey)).toEqual(expected.sort(byKey));
        expect(plain.map(({ entries }) => entries)).toEqual(plain.map(({ entries }) => entries).sort((a, b) => b - a));
        for (const pair of found.slice(0, 5)) {
          const [carrier, carried] = [pair.carrier.id, pair.carried.id];
          expect(ledger.ask({ of: 'pairs', scope: {}, sort: 'entries', carrier, carried })).toEqual([pair]);
          const entries = ledger.ask({ of: 'entries', scope: {}, carrier, carried });
          const list = pairs.get(`${carrier} ${carried}`) ?? [];
          expect(entries.map(({ entry }) => entry).sort()).toEqual([...new Set(list.map(({ entry }) => entry))].sort());
          expect(pair.shownBy).toEqual(entries.slice(0, 10).map(({ entry }) => entry));
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('finds the rings of outlets that reach each other by citations', () => {
    fc.assert(
      fc.property(ledgers, fc.integer({ min: 1, max: 3 }), (ledger, minEntries) => {
        const actors = new NaiveActors(ledger.history, ledger.at);
        const cited = naiveReliances(ledger.history, ledger.at)
          .filter(({ how }) => how === 'cites')
          .map((each) => ({
            ...each,
            carrier: actors.namedIdOf(each.carrier),
            carried: actors.namedIdOf(each.carried),
          }))
          .filter(({ carrier, carried }) => carrier !== carried && [carrier, carried].every(actors.isOutlet));
        const entriesBetween = (one: string, other: string) =>
          new Set(cited.flatMap((each) => (each.carrier === one && each.carried === other ? [each.entry] : [])));
        const links = cited.filter(({ carrier, carried }) => entriesBetween(carrier, carried).size >= minEntries);
        const outlets = [...new Set(links.flatMap(({ carrier, carried }) => [carrier, carried]))];
        const reached = (from: string): Set<string> => {
          const found = new Set<string>();
          const visit = (id: string): void => {
            for (const { carrier, carried } of links) {
              if (carrier !== id || found.has(carried)) continue;
              found.add(carried);
              visit(carried);
            }
          };
          visit(from);
          return found;
        };
        const rings = new Map<string, string[]>();
        for (const one of outlets) {
          const ring = outlets.filter((other) => reached(one).has(other) && reached(other).has(one)).sort();
          if (ring.length > 1) rings.set(ring.join(), ring);
        }
        const found = ledger.ask({ of: 'rings', scope: {}, minEntries });
        expect(found.map(({ members }) => members.map(({ id }) => id).join()).sort()).toEqual([...rings.keys()].sort());
        for (const { members, totals, circularClaims, shownBy, links: listed } of found) {
          const ids = new Set(members.map(({ id }) => id));
          const own = links.filter(({ carrier, carried }) => ids.has(carrier) && ids.has(carried));
          expect(totals).toMatchObject({
            members: ids.size,
            links: sizeOf(own.map(({ carrier, carried }) => `${carrier} ${carried}`)),
            shownBy: sizeOf(own.map(({ entry }) => entry)),
            claims: sizeOf(own.map(({ claim }) => claim)),
          });
          expect([...shownBy].sort()).toEqual([...new Set(own.map(({ entry }) => entry))].sort());
          for (const { carrier, carried, entries } of listed) {
            expect(entries).toBe(entriesBetween(carrier, carried).size);
          }
          for (const claim of circularClaims) {
            expect(ledger.claims.get(claim, ledger.at)?.verification.counts.circular).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it('finds the claims whose last origins all lead to one actor, and the outlets that carried them', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const { history, at, claims } = ledger;
        const actors = new NaiveActors(history, at);
        const acts = new Set(actsAt(history, at).map(({ ref }) => ref));
        const moments = [...new Set(eventsKnownAt(history.events, at).map(({ recordedAt }) => recordedAt))].reverse();
        const expected = new Map<string, { claims: string[]; supported: string[] }>();
        for (const claim of history.claims) {
          const views = [at, ...moments].flatMap((moment) => claims.get(claim, moment)?.verification ?? []);
          const states = views.filter((view, n) => view.recordedFrom !== views[n - 1]?.recordedFrom);
          const last = states
            .map((state, n) => {
              const { cause } = states[n - 1] ?? {};
              const isMistake = cause !== undefined && 'entry' in cause && !acts.has(cause.entry);
              const kept = state.origins.filter(
                ({ entries }) => entries.length === 0 || entries.some((e) => acts.has(e)),
              );
              return { ...state, origins: n === 0 ? state.origins : isMistake ? [] : kept };
            })
            .find(({ origins }) => origins.length > 0);
          if (!last) continue;
          const sets = last.origins.map((origin) => new Set(origin.actors.map(actors.namedIdOf)));
          for (const actor of sets[0] ?? []) {
            if (!sets.every((ids) => ids.has(actor))) continue;
            const reach = expected.get(actor) ?? { claims: [], supported: [] };
            reach.claims.push(claim);
            if (views[0]?.origins.length) reach.supported.push(claim);
            expected.set(actor, reach);
          }
        }
        const found = ledger.ask({ of: 'reaches', scope: {}, sort: 'claims' });
        expect(found.map(({ actor, claims: count, supported }) => [actor.id, count, supported]).sort()).toEqual(
          [...expected].map(([id, reach]) => [id, reach.claims.length, reach.supported.length]).sort(),
        );
        const carrying = carriersIn(history, at, actors);
        for (const listed of found) {
          const [reach] = ledger.ask({ of: 'reach', scope: {}, actor: listed.actor.id });
          expect(reach).toMatchObject(listed);
          const own = expected.get(listed.actor.id)?.claims ?? [];
          expect(reach?.restingClaims.map(({ id }) => id).sort()).toEqual([...own].sort());
          for (const { id, status, rule, outlets } of reach?.restingClaims ?? []) {
            expect({ status, rule }).toEqual(statusOf(claims.get(id, at) as ClaimView));
            expect(outlets).toBe([...(carrying.get(id) ?? [])].filter((outlet) => outlet !== listed.actor.id).length);
          }
          const all = new Set(own.flatMap((id) => [...(carrying.get(id) ?? [])]));
          all.delete(listed.actor.id);
          expect(reach?.carriedBy.map(({ id }) => id).sort()).toEqual([...all].sort());
        }
      }),
      { numRuns: runs(100) },
    );
  });
});

const statusOf = ({ verification: { status, rule } }: ClaimView) => ({ status, rule });

/** The outlets that carried each claim. */
function carriersIn(history: History, at: string, actors: NaiveActors): Map<string, Set<string>> {
  const carrying = new Map<string, Set<string>>();
  const published = naiveReliances(history, at).filter(({ how }) => how === 'publishes');
  for (const { ref, claim, type, data } of actsAt(history, at)) {
    const puts = ['ClaimAsserted', 'ClaimReported', 'ClaimRepeated', 'ClaimInterpreted'].includes(type);
    const confirms = type === 'ClaimConfirmed' && !('of' in data) && 'extent' in data && data.extent === 'whole';
    if (!puts && !confirms) continue;
    const by = 'by' in data ? data.by : [];
    const publishers = published.filter(({ entry }) => entry === ref).map(({ carrier }) => carrier);
    const outlets = [...by.map(actors.namedIdOf), ...publishers].filter(actors.isOutlet);
    carrying.set(claim, new Set([...(carrying.get(claim) ?? []), ...outlets]));
  }
  return carrying;
}
