import type { PlacesOf } from './places.js';

/** In a sentence on how many there are. */
const OF: Readonly<Record<PlacesOf, string>> = { all: '', yours: ' of yours', 'without-key': ' without a key' };

/** The position belongs to another log: it has no meaning in this one. */
export class ForeignPositionError extends Error {
  constructor() {
    super('The position belongs to another log. A position is valid only in the log that issued it.');
    this.name = new.target.name;
  }
}

/** The log has no such event at the position: it was restored, or the position was made up. */
export class PositionNotInLogError extends Error {
  constructor() {
    super(
      'The log has no such event at this position: the log was restored to an earlier point, or the position is of another log. Discard what you read after that point, and read again from the beginning.',
    );
    this.name = new.target.name;
  }
}

/** Base of errors that disappear by themselves: nothing is broken. */
export class TemporarilyUnavailableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The read model didn't reach the position within the time that a read may wait. */
export class NotYetReadableError extends TemporarilyUnavailableError {
  constructor(position: string, limitMs: number) {
    super(`This instance did not reach the position ${position} within ${limitMs} ms. Retry later.`);
  }
}

/** This instance can't serve requests now. */
export class NotReadyError extends TemporarilyUnavailableError {
  /** @param members further members of the problem document, which give the reason */
  constructor(readonly members: object) {
    super('This instance is not ready to serve requests.');
  }
}

/** The maximum number of concurrent exports is in progress. */
export class TooManyExportsError extends TemporarilyUnavailableError {
  constructor(max: number, whose: PlacesOf) {
    const what = 'exports, whole lists and searches of the log';
    super(`${max} ${what}${OF[whose]} are in progress, which is the maximum. Retry when one has ended.`);
  }
}

/** The maximum number of imports that are decided before they are recorded is in progress. */
export class TooManyDryRunsError extends TemporarilyUnavailableError {
  constructor(max: number, whose: PlacesOf) {
    const what = 'dry runs or all-or-nothing imports';
    super(`${max} ${what}${OF[whose]} are in progress, which is the maximum. Retry when one has ended.`);
  }
}

/** The maximum number of clients follows feeds already. */
export class TooManyClientsError extends TemporarilyUnavailableError {
  constructor(max: number, whose: PlacesOf) {
    super(`${max} clients${OF[whose]} follow feeds, which is the maximum. Read pages instead, or retry later.`);
  }
}

/** As many reads under scenarios wait as an instance allows in all, or to one caller. */
export class TooManyEvaluationsError extends TemporarilyUnavailableError {
  constructor(max: number, whose: 'all' | 'yours' = 'all') {
    const reads = whose === 'all' ? 'reads' : 'of your reads';
    super(`${max} ${reads} of large claims under scenarios are waiting, which is the maximum. Retry later.`);
  }
}

/** As many requests of one caller wait for their turn as an instance allows. */
export class TooManyWaitingError extends TemporarilyUnavailableError {
  constructor(max: number) {
    super(
      `${max} of your requests are waiting for their turn, which is the maximum. Retry when some have been answered.`,
    );
  }
}

/** As many replays are kept as an instance allows in all, or to one principal. */
export class TooManyReplaysError extends TemporarilyUnavailableError {
  /** @param what there is, such as `10 replays are kept` */
  constructor(what: string, remedy: string) {
    super(`${what}, which is the maximum. ${remedy}`);
  }
}

/** As many analyses of the whole ledger run, or wait for their turn, as an instance allows in all, or to one caller. */
export class TooManyAnalysesError extends TemporarilyUnavailableError {
  constructor(max: number, whose: 'all' | 'yours' = 'all') {
    super(
      `${max} ${whose === 'all' ? '' : 'of your '}analyses of the ledger run or wait, which is the maximum. Retry later.`,
    );
  }
}

/** As many deliveries of an integration wait as a ledger keeps. */
export class TooManyDeliveriesError extends TemporarilyUnavailableError {
  constructor(max: number) {
    super(`${max} deliveries of this integration wait, which is the maximum. Send this one again later.`);
  }
}

/** Webhooks can't be used on this server. The message says what to do. */
export class WebhooksOffError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
