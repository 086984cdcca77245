/** A parameter of a page's address that can't be read. */
export class InvalidParameterError extends Error {
  override readonly name = 'InvalidParameterError';

  constructor(
    readonly parameter: string,
    message: string,
  ) {
    super(message);
  }
}
