import { createHash } from 'node:crypto';

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

const STYLE = 'body{max-width:40rem;margin:3rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}';

/** Nothing but the style sheet in the page, and the icon of this server. */
export const INDEX_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The index as a page for browsers. */
export function indexPage({ name, version, description, links }: ServiceIndex): string {
  const items = [
    item(links.docs, 'The API', 'every route, with examples'),
    item(links.openapi, 'The OpenAPI document', 'for programs that generate clients'),
    item(links.claims, 'The claims', 'newest first, as JSON'),
    ...(links.documentation === undefined
      ? []
      : [item(links.documentation, 'The documentation', 'tutorial, how-to guides, reference')]),
  ];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${name}</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>${name}</h1>
      <p>${description}</p>
      <ul>
${items.map((each) => `        ${each}\n`).join('')}      </ul>
      <p>On the command line, <code>claim-ledger list</code> and <code>claim-ledger search</code> find what is recorded.</p>
      <p><small>Version ${version}</small></p>
    </main>
  </body>
</html>
`;
}

const item = (href: string, name: string, words: string): string =>
  `<li><a href="${escaped(href)}">${name}</a>: ${words}</li>`;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
