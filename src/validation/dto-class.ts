export type DtoClass = new () => object;

/** The name of the check that an object has exactly one of several fields: it is about the object as a whole. */
export const EXACTLY_ONE_OF = 'exactlyOneOf';
