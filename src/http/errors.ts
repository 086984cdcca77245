/** The position belongs to another log: in this one it means nothing. */
export class ForeignPositionError extends Error {
  constructor() {
    super('The position is of another log.');
    this.name = new.target.name;
  }
}

/** Base of what will be right by itself after a while: nothing is broken. */
export class TemporarilyUnavailableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** The read model has not come so far in the time that a read may wait. */
export class NotYetReadableError extends TemporarilyUnavailableError {
  constructor(position: string, limitMs: number) {
    super(`What was recorded at ${position} could not be read here within ${limitMs} ms.`);
  }
}

/** This instance can't serve requests just now. */
export class NotReadyError extends TemporarilyUnavailableError {
  /** @param members of the problem document, which say why */
  constructor(readonly members: object) {
    super("This instance can't serve requests just now.");
  }
}

/** As many exports as there may be at once are under way already. */
export class TooManyExportsError extends TemporarilyUnavailableError {
  constructor(max: number) {
    super(`${max} exports are under way just now, and no more may be: come again when one of them is done.`);
  }
}

/** The maximum number of imports that are decided before they are recorded is in progress. */
export class TooManyDryRunsError extends TemporarilyUnavailableError {
  constructor(max: number) {
    super(`${max} dry runs or all-or-nothing imports are in progress, which is the maximum. Retry when one has ended.`);
  }
}

/** As many clients as the settings allow follow feeds already. */
export class TooManyClientsError extends TemporarilyUnavailableError {
  constructor(max: number) {
    super(`${max} clients follow feeds just now, and no more may: read pages instead, or come again.`);
  }
}
