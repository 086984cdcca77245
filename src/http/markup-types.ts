/** The media types of bodies that may have markup in them, which only the import reads. */
export const MARKUP_TYPES = ['application/ld+json', 'text/html'];
export const MARKUP_ROUTE = '/v1/import';
