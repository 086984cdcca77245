import type { Statement } from 'better-sqlite3';
import { FOREVER } from '../../domain/recorded-time.js';
import { validAtSql } from '../../read-model/filters.js';
import type { ReadModel } from '../../read-model/read-model.js';
import { ViewCache } from '../../read-model/view-cache.js';
import { rowAtSql } from '../projection/timeline-table.js';
import { type Count, tally } from './tally.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { ClaimCounts, ClaimFilter } from './views.js';

const MAX_COUNTED = 10_000;
/** The most values of one group, except for months. */
const MAX_VALUES = 50;
const MAX_MONTHS = 600;
/** The numbers of 10,000 claims, by which their counts are found, have up to 100 kB. */
const MAX_CACHED_BYTES = 4_000_000;

export type CountName = Exclude<keyof ClaimCounts, 'total' | 'capped'>;
type SpeakerCount = 'actor' | 'outlet';

/** What claims can be counted by, in the order of the response. */
export const COUNT_NAMES = Object.keys({
  ...{ status: 0, kind: 0, language: 0, topic: 0, narrative: 0, about: 0, actor: 0, outlet: 0 },
  ...{ putForwardMonth: 0, registeredMonth: 0 },
} satisfies Record<CountName, 0>) as readonly CountName[];

type Counts = Partial<Record<CountName, Readonly<Record<string, number>>>>;

interface CountParameters {
  /** JSON list of claim numbers. */
  readonly numbers: string;
  readonly at: string;
}

/** Counts the claims that match the filters of a list, by what else lists can be filtered by, and by month. */
export class ClaimCountQueries {
  private readonly lists: ClaimListQueries;
  private readonly counters: Readonly<
    Record<Exclude<CountName, SpeakerCount>, Statement<[CountParameters], Count<string>>>
  >;
  private readonly speakers: Statement<[CountParameters], Count<string> & { readonly kind: string | null }>;
  /** By the claims that are counted. */
  private readonly undated: ViewCache<Counts>;

  constructor(readModel: ReadModel) {
    const { database } = readModel;
    this.lists = new ClaimListQueries(readModel);
    this.undated = new ViewCache(readModel, MAX_CACHED_BYTES);
    const timeline = (table: 'claim_states' | 'claim_coverage') =>
      `json_each(@numbers) n JOIN ${table} s ON s.rowid = ${rowAtSql(table, 'n.value')}`;
    const facetsOf = (facet: string) =>
      `json_each(@numbers) n JOIN claim_facets f INDEXED BY claim_facets_by_claim
       ON f.claim = n.value AND f.facet = '${facet}' AND ${validAtSql('f')}`;
    const byFacet = (facet: string) =>
      `SELECT f.value AS of, count(*) AS count FROM ${facetsOf(facet)}
       GROUP BY f.value ORDER BY count DESC, of LIMIT ${MAX_VALUES}`;
    const byMonth = (month: string, from: string) =>
      `SELECT ${month} AS of, count(*) AS count FROM ${from} GROUP BY of ORDER BY of DESC LIMIT ${MAX_MONTHS}`;
    this.counters = {
      status: database.prepare(
        `SELECT s.status AS of, count(*) AS count FROM ${timeline('claim_states')}
         GROUP BY s.status ORDER BY count DESC, of`,
      ),
      kind: database.prepare(byFacet('kind')),
      language: database.prepare(byFacet('language')),
      topic: database.prepare(
        `SELECT t.spelling AS of, count(*) AS count FROM ${facetsOf('topic')} JOIN topics t ON t.key = f.value
         GROUP BY f.value ORDER BY count DESC, of LIMIT ${MAX_VALUES}`,
      ),
      narrative: database.prepare(
        `SELECT m.narrative AS of, count(*) AS count FROM json_each(@numbers) n
         JOIN claim_versions v ON v.position = n.value
         CROSS JOIN narrative_claims m INDEXED BY narrative_claims_by_claim ON m.claim = v.id AND ${validAtSql('m')}
         GROUP BY m.narrative ORDER BY count DESC, of LIMIT ${MAX_VALUES}`,
      ),
      about: database.prepare(byFacet('about')),
      putForwardMonth: database.prepare(
        byMonth('substr(s.putForwardBy, 1, 7)', `${timeline('claim_coverage')} WHERE s.putForwardBy IS NOT NULL`),
      ),
      registeredMonth: database.prepare(
        byMonth('substr(r.recordedFrom, 1, 7)', 'json_each(@numbers) n JOIN claim_versions r ON r.position = n.value'),
      ),
    };
    this.speakers = database.prepare(
      `SELECT s.value AS of, s.count, a.attributes ->> 'kind' AS kind
       FROM (SELECT f.value, count(*) AS count FROM ${facetsOf('speaker')} GROUP BY f.value) s
       LEFT JOIN actor_versions a ON a.id = s.value AND ${validAtSql('a')} ORDER BY s.count DESC, of`,
    );
  }

  /** @param by what to count by, each at most once */
  count(filter: ClaimFilter, at: string, by: readonly CountName[] = COUNT_NAMES): ClaimCounts {
    const { numbers, more } = this.lists.numbers(filter, { at, limit: MAX_COUNTED + 1 });
    const counted = numbers.slice(0, MAX_COUNTED);
    const moment = filter.asOf ?? at;
    const parameters = { numbers: JSON.stringify(counted), at: moment };
    const undated = by.filter((name) => !isDated(name));
    const counts = {
      ...(undated.length > 0 &&
        this.undated.get(`${undated.join()} ${parameters.numbers}`, moment, () => ({
          view: this.counts(undated, parameters),
          until: FOREVER,
        }))),
      ...this.counts(by.filter(isDated), parameters),
    };
    const capped = more || numbers.length > MAX_COUNTED;
    return { total: counted.length, capped, ...Object.fromEntries(by.map((name) => [name, counts[name]])) };
  }

  private counts(by: readonly CountName[], parameters: CountParameters): Counts {
    const speakers = by.some(isOfSpeakers) ? this.speakers.all(parameters) : [];
    const spoke = { actor: speakers, outlet: speakers.filter(({ kind }) => kind === 'outlet') };
    return Object.fromEntries(
      by.map((name) => [
        name,
        tally(isOfSpeakers(name) ? spoke[name].slice(0, MAX_VALUES) : this.counters[name].all(parameters)),
      ]),
    );
  }
}

/** Whether it also changes when a date passes. */
const isDated = (name: CountName): boolean => name === 'status' || name === 'putForwardMonth';

const isOfSpeakers = (name: CountName): name is SpeakerCount => name === 'actor' || name === 'outlet';
