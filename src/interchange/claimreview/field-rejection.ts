/** A field of a review that can't be used, and why. */
export class FieldRejection extends Error {
  constructor(
    /** JSON Pointer within the review. */
    readonly field: string,
    message: string,
  ) {
    super(message);
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
