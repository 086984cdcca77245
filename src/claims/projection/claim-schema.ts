import { VersionWriter } from '../../projections/version-writer.js';
import { CLAIM_SEARCH_SCHEMA } from './claim-search-index.js';

/**
 * The tables of states and of coverage, with their indexes. They have everything that follows from a policy, so that
 * states under another one need no other tables: temporary ones hide those of the read model.
 */
export const stateTables = (schema: 'main' | 'temp'): string => `
  -- One row for each state that a policy returned; step counts the dates that passed since the event at this position.
  -- The summary has ids in place of names, so that a name that changes makes no row.
  CREATE TABLE IF NOT EXISTS ${schema}.claim_states (
    claim INTEGER NOT NULL, position INTEGER NOT NULL, step INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL, since TEXT NOT NULL, changed INTEGER NOT NULL,
    changes INTEGER NOT NULL, status TEXT NOT NULL, rule TEXT NOT NULL, rating TEXT,
    cause TEXT NOT NULL, summary TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (claim, recordedFrom, position, step)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_states_by_status ON claim_states (status, claim, recordedFrom, recordedTo);
  CREATE INDEX IF NOT EXISTS ${schema}.claim_changes ON claim_states (recordedFrom, position, claim, step) WHERE changed = 1;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_changes_by_claim ON claim_states (claim, recordedFrom, position, step)
    WHERE changed = 1;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_states_by_rating ON claim_states (rating, claim, recordedFrom, recordedTo)
    WHERE rating IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_states_by_since ON claim_states (recordedFrom, claim) WHERE changed = 1;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_states_by_changes ON claim_states (changes, claim) WHERE changed = 1;

  -- One row for each change of who carried a claim, or how soon it was denied.
  CREATE TABLE IF NOT EXISTS ${schema}.claim_coverage (
    claim INTEGER NOT NULL, position INTEGER NOT NULL, step INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL,
    reporters INTEGER NOT NULL, independentOrigins INTEGER NOT NULL, firstReporter TEXT, putForwardBy TEXT,
    deniedByAbout INTEGER NOT NULL, denialAtLeast INTEGER, denialAtMost INTEGER, denialRecorded INTEGER,
    PRIMARY KEY (claim, recordedFrom, position, step)
  ) STRICT;
  -- Filters of lists of claims. Most claims have no row in these.
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_first_reporter
    ON claim_coverage (firstReporter, claim, recordedFrom, recordedTo) WHERE firstReporter IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_denied ON claim_coverage (claim, recordedFrom, recordedTo)
    WHERE deniedByAbout = 1;
  -- Sort keys of lists of claims. Without the end of the interval, so ending a row leaves them as they are.
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_reporters ON claim_coverage (reporters, claim);
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_origins ON claim_coverage (independentOrigins, claim);
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_put_forward ON claim_coverage (putForwardBy, claim)
    WHERE putForwardBy IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_denial ON claim_coverage (denialAtLeast, claim)
    WHERE denialAtLeast IS NOT NULL;
  CREATE INDEX IF NOT EXISTS ${schema}.claim_coverage_by_recorded_denial ON claim_coverage (denialRecorded, claim)
    WHERE denialRecorded IS NOT NULL;`;

/**
 * The tables of claims. A claim's number is the position of its registration. Intervals of recorded time are
 * `[recordedFrom, recordedTo)`. Tables that refer to a claim by its id may do so before that claim has been projected.
 */
export const CLAIM_SCHEMA = `
  ${VersionWriter.schema('claim_versions')}

  -- Type and data of an entry are in the table \`events\`, at the same position.
  CREATE TABLE IF NOT EXISTS entries (
    position INTEGER PRIMARY KEY, claim INTEGER NOT NULL, revision INTEGER NOT NULL, recordedAt TEXT NOT NULL,
    entry TEXT NOT NULL, occurredFrom TEXT, occurredTo TEXT
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS entries_by_revision ON entries (claim, revision, recordedAt);
  CREATE UNIQUE INDEX IF NOT EXISTS entries_by_id ON entries (claim, entry);

  CREATE INDEX IF NOT EXISTS entries_by_time ON entries (recordedAt, position);

  -- The filters of lists of entries: claim, type, actor (that acted, or on whose behalf), document,
  -- entry to which it refers (as "claim/entry").
  CREATE TABLE IF NOT EXISTS entry_facets (
    facet TEXT NOT NULL, value TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (facet, value, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS entry_voids (
    claim INTEGER NOT NULL, entry TEXT NOT NULL, position INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL, voidedBy TEXT NOT NULL,
    PRIMARY KEY (claim, entry, position)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS claim_links (
    position INTEGER PRIMARY KEY, claim TEXT NOT NULL, number INTEGER NOT NULL, entry TEXT NOT NULL,
    relation TEXT NOT NULL, other TEXT NOT NULL, linked INTEGER NOT NULL, recordedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS claim_links_by_claim ON claim_links (claim, relation, other);
  CREATE INDEX IF NOT EXISTS claim_links_by_other ON claim_links (other, relation, claim);

  -- The filters of lists of claims: kind, language (every range that includes it), topic (folded), about, holder, speaker.
  CREATE TABLE IF NOT EXISTS claim_facets (
    facet TEXT NOT NULL, value TEXT NOT NULL, claim INTEGER NOT NULL, position INTEGER NOT NULL,
    recordedFrom TEXT NOT NULL, recordedTo TEXT NOT NULL,
    PRIMARY KEY (facet, value, claim, position)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS claim_facets_by_claim ON claim_facets (claim, facet, recordedTo, recordedFrom);

  -- The spelling of each topic with which it was recorded first.
  CREATE TABLE IF NOT EXISTS topics (
    key TEXT PRIMARY KEY, spelling TEXT NOT NULL, position INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- Every actor, document and entry of another claim that a claim's stream ever named, also in voided entries, and the
  -- makers of those entries.
  CREATE TABLE IF NOT EXISTS claim_names (
    noun TEXT NOT NULL, id TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (noun, id, claim)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS claim_names_by_claim ON claim_names (claim, noun, id);

  ${stateTables('main')}
  ${CLAIM_SEARCH_SCHEMA}`;
