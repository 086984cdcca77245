/** What this server is, and where to continue. */
export interface ServiceIndex {
  /** The name of the program. */
  readonly name: string;
  /** Its version. */
  readonly version: string;
  /** What it is for. */
  readonly description: string;
  /** The addresses to continue with. */
  readonly links: {
    /** The description of the API, to read in a browser. */
    readonly docs: string;
    /** The description of the API as an OpenAPI document. */
    readonly openapi: string;
    /** The claims, newest first. */
    readonly claims: string;
    /** The documentation of this project. */
    readonly documentation?: string;
  };
}

export const serviceIndex = (version: string, documentation: string | undefined): ServiceIndex => ({
  name: 'Claim Ledger',
  version,
  description: 'Records claims in the news and every change in their status, and says what is known of each and why.',
  links: {
    docs: '/docs',
    openapi: '/openapi.json',
    claims: '/v1/claims',
    ...(documentation !== undefined && { documentation }),
  },
});
