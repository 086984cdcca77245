import type { HydrationState } from '../browser/hydration.js';
import { ROOT_ID, STATE_ID } from '../browser/hydration.js';
import type { Words } from '../words/words.js';
import { type Assets, ASSETS_PATH } from './assets.js';

/**
 * What every page may load: nothing from elsewhere, no script or style in the page itself, and no HTML from strings
 * (`require-trusted-types-for`).
 */
export const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export interface Html {
  readonly words: Words;
  readonly title: string;
  /** What the server rendered. */
  readonly body: string;
  /** Search engines leave it out. */
  readonly isHidden: boolean;
  /** The address of the same as JSON. */
  readonly json?: string | undefined;
  /** The addresses of the same in each language, and in the one that the browser prefers. */
  readonly languages?: readonly (readonly [language: string, address: string])[];
  /** Absent for pages that the browser doesn't take over. */
  readonly state?: HydrationState | undefined;
}

/** The whole document. */
export function htmlOf(
  { words, title, body, isHidden, json, languages = [], state }: Html,
  { manifest }: Assets,
): string {
  const modules = state === undefined ? [] : (manifest.pages[state.page] ?? []);
  const head = [
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(title)}</title>`,
    ...(isHidden ? ['<meta name="robots" content="noindex">'] : []),
    `<link rel="stylesheet" href="${ASSETS_PATH}${manifest.style}">`,
    `<link rel="icon" type="image/svg+xml" href="${ASSETS_PATH}${manifest.icon}">`,
    ...(json === undefined ? [] : [`<link rel="alternate" type="application/json" href="${escaped(json)}">`]),
    ...languages.map(
      ([language, address]) => `<link rel="alternate" hreflang="${language}" href="${escaped(address)}">`,
    ),
    ...modules.map((file) => `<link rel="modulepreload" href="${ASSETS_PATH}${file}">`),
    ...(state === undefined ? [] : [`<script type="module" src="${ASSETS_PATH}${manifest.entry}"></script>`]),
  ];
  const data =
    state === undefined ? '' : `<script type="application/json" id="${STATE_ID}">${jsonInHtml(state)}</script>`;
  return `<!doctype html>
<html lang="${words.language}" dir="${words.direction}">
<head>
${head.join('\n')}
</head>
<body>
<div id="${ROOT_ID}">${body}</div>
${data}
</body>
</html>
`;
}

/** No text in it can end the element that holds it. */
const jsonInHtml = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`);

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
