import type { Statement } from 'better-sqlite3';
import { validAtSql } from '../../read-model/filters.js';
import type { ReadModel } from '../../read-model/read-model.js';
import type { Status } from '../../domain/vocabulary.js';
import { rowAtSql } from '../projection/timeline-table.js';
import { type Count, tally } from './tally.js';
import { ClaimListQueries } from './claim-list.queries.js';
import type { ClaimCounts, ClaimFilter } from './views.js';

const MAX_COUNTED = 10_000;
/** The most values of one group, except for months. */
const MAX_VALUES = 50;
const MAX_MONTHS = 600;

interface CountParameters {
  /** JSON list of claim numbers. */
  readonly numbers: string;
  readonly at: string;
}

/** Counts the claims that match the filters of a list, by what else lists can be filtered by, and by month. */
export class ClaimCountQueries {
  private readonly lists: ClaimListQueries;
  private readonly statuses: Statement<[CountParameters], Count<Status>>;
  private readonly kinds: Statement<[CountParameters], Count<string>>;
  private readonly topics: Statement<[CountParameters], Count<string>>;
  private readonly languages: Statement<[CountParameters], Count<string>>;
  private readonly about: Statement<[CountParameters], Count<string>>;
  private readonly actors: Statement<[CountParameters], Count<string>>;
  private readonly narratives: Statement<[CountParameters], Count<string>>;
  private readonly outlets: Statement<[CountParameters], Count<string>>;
  private readonly putForward: Statement<[CountParameters], Count<string>>;
  private readonly registered: Statement<[CountParameters], Count<string>>;

  constructor({ database }: ReadModel) {
    this.lists = new ClaimListQueries(database);
    const timeline = (table: 'claim_states' | 'claim_coverage') =>
      `json_each(@numbers) n JOIN ${table} s ON s.rowid = ${rowAtSql(table, 'n.value')}`;
    this.statuses = database.prepare(
      `SELECT s.status AS of, count(*) AS count FROM ${timeline('claim_states')} GROUP BY s.status ORDER BY count DESC, of`,
    );
    const byMonth = (month: string, from: string) =>
      `SELECT ${month} AS of, count(*) AS count FROM ${from} GROUP BY of ORDER BY of DESC LIMIT ${MAX_MONTHS}`;
    this.putForward = database.prepare(
      byMonth('substr(s.putForwardBy, 1, 7)', `${timeline('claim_coverage')} WHERE s.putForwardBy IS NOT NULL`),
    );
    this.registered = database.prepare(
      byMonth('substr(r.recordedFrom, 1, 7)', 'json_each(@numbers) n JOIN claim_versions r ON r.position = n.value'),
    );
    const facetsOf = (facet: string) =>
      `json_each(@numbers) n JOIN claim_facets f INDEXED BY claim_facets_by_claim
       ON f.claim = n.value AND f.facet = '${facet}' AND ${validAtSql('f')}`;
    const byFacet = (facet: string) =>
      `SELECT f.value AS of, count(*) AS count FROM ${facetsOf(facet)}
       GROUP BY f.value ORDER BY count DESC, of LIMIT ${MAX_VALUES}`;
    this.kinds = database.prepare(byFacet('kind'));
    this.languages = database.prepare(byFacet('language'));
    this.about = database.prepare(byFacet('about'));
    this.actors = database.prepare(byFacet('speaker'));
    this.narratives = database.prepare(
      `SELECT m.narrative AS of, count(*) AS count FROM json_each(@numbers) n
       JOIN claim_versions v ON v.position = n.value
       CROSS JOIN narrative_claims m INDEXED BY narrative_claims_by_claim ON m.claim = v.id AND ${validAtSql('m')}
       GROUP BY m.narrative ORDER BY count DESC, of LIMIT ${MAX_VALUES}`,
    );
    this.topics = database.prepare(
      `SELECT t.spelling AS of, count(*) AS count FROM ${facetsOf('topic')} JOIN topics t ON t.key = f.value
       GROUP BY f.value ORDER BY count DESC, of LIMIT ${MAX_VALUES}`,
    );
    this.outlets = database.prepare(
      `SELECT f.value AS of, count(*) AS count FROM ${facetsOf('speaker')} JOIN actor_versions a
         ON a.id = f.value AND ${validAtSql('a')}
       WHERE a.attributes ->> 'kind' = 'outlet' GROUP BY f.value ORDER BY count DESC, of LIMIT ${MAX_VALUES}`,
    );
  }

  count(filter: ClaimFilter, at: string): ClaimCounts {
    const { numbers, more } = this.lists.numbers(filter, { at, limit: MAX_COUNTED + 1 });
    const counted = numbers.slice(0, MAX_COUNTED);
    const parameters = { numbers: JSON.stringify(counted), at: filter.asOf ?? at };
    return {
      total: counted.length,
      capped: more || numbers.length > MAX_COUNTED,
      status: tally(this.statuses.all(parameters)),
      kind: tally(this.kinds.all(parameters)),
      language: tally(this.languages.all(parameters)),
      topic: tally(this.topics.all(parameters)),
      narrative: tally(this.narratives.all(parameters)),
      about: tally(this.about.all(parameters)),
      actor: tally(this.actors.all(parameters)),
      outlet: tally(this.outlets.all(parameters)),
      putForwardMonth: tally(this.putForward.all(parameters)),
      registeredMonth: tally(this.registered.all(parameters)),
    };
  }
}
