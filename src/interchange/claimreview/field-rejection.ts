/** Longer messages are cut: many reviews can refer to the same long text. */
const MAX_MESSAGE = 500;

/** A field of a review that can't be used, and why. */
export class FieldRejection extends Error {
  constructor(
    /** JSON Pointer within the review. */
    readonly field: string,
    message: string,
  ) {
    super(message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE).toWellFormed()}…`);
    this.name = new.target.name;
  }
}

/** Something that is wrong with a file as a whole; the message doesn't name the file. */
export class MarkupFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
