import type { Page } from './page.js';

/** An address of the explorer, and what is there. */
export interface PageEntry {
  readonly name: string;
  /** As Fastify matches it: `:name` is one part of the path. */
  readonly pattern: string;
  readonly open: () => Promise<Page>;
}

/** All pages. A new one is a folder in `pages/` and a line here. */
export const PAGES: readonly PageEntry[] = [
  { name: 'home', pattern: '/', open: async () => (await import('./pages/home/home.page.js')).default },
  { name: 'claims', pattern: '/claims', open: async () => (await import('./pages/claims/claims.page.js')).default },
  {
    name: 'changes',
    pattern: '/changes',
    open: async () => (await import('./pages/changes/changes.page.js')).default,
  },
  {
    name: 'replays',
    pattern: '/replays',
    open: async () => (await import('./pages/replays/replays.page.js')).default,
  },
  {
    name: 'replay',
    pattern: '/replays/:id',
    open: async () => (await import('./pages/replay/replay.page.js')).default,
  },
  {
    name: 'status',
    pattern: '/status',
    open: async () => (await import('./pages/status/status.page.js')).default,
  },
  {
    name: 'policy',
    pattern: '/about/policy',
    open: async () => (await import('./pages/policy/policy.page.js')).default,
  },
  {
    name: 'glossary',
    pattern: '/about/words',
    open: async () => (await import('./pages/glossary/glossary.page.js')).default,
  },
  {
    name: 'new-claim',
    pattern: '/claims/new',
    open: async () => (await import('./pages/register/new-claim.page.js')).default,
  },
  {
    name: 'origins',
    pattern: '/claims/:id/origins',
    open: async () => (await import('./pages/origins/origins.page.js')).default,
  },
  {
    name: 'wordings',
    pattern: '/claims/:id/wordings',
    open: async () => (await import('./pages/wordings/wordings.page.js')).default,
  },
  {
    name: 'compare',
    pattern: '/claims/:id/compare',
    open: async () => (await import('./pages/compare/compare.page.js')).default,
  },
  {
    name: 'into-narrative',
    pattern: '/claims/:id/narratives/new',
    open: async () => (await import('./pages/into-narrative/into-narrative.page.js')).default,
  },
  { name: 'claim', pattern: '/claims/:id', open: async () => (await import('./pages/claim/claim.page.js')).default },
  {
    name: 'new-entry',
    pattern: '/claims/:id/entries/new',
    open: async () => (await import('./pages/new-entry/new-entry.page.js')).default,
  },
  { name: 'record', pattern: '/record', open: async () => (await import('./pages/record/record.page.js')).default },
  {
    name: 'correct',
    pattern: '/claims/:id/entries/:entry/correct',
    open: async () => (await import('./pages/correct/correct.page.js')).default,
  },
  {
    name: 'entry',
    pattern: '/claims/:id/entries/:entry',
    open: async () => (await import('./pages/entry/entry.page.js')).default,
  },
  {
    name: 'new-actor',
    pattern: '/actors/new',
    open: async () => (await import('./pages/register/new-actor.page.js')).default,
  },
  {
    name: 'change-actor',
    pattern: '/actors/:id/change',
    open: async () => (await import('./pages/change/change-actor.page.js')).default,
  },
  { name: 'actor', pattern: '/actors/:id', open: async () => (await import('./pages/actor/actor.page.js')).default },
  {
    name: 'reliance',
    pattern: '/actors/:id/reliance',
    open: async () => (await import('./pages/reliance/reliance.page.js')).default,
  },
  {
    name: 'circles',
    pattern: '/circles',
    open: async () => (await import('./pages/circles/circles.page.js')).default,
  },
  {
    name: 'new-document',
    pattern: '/documents/new',
    open: async () => (await import('./pages/register/new-document.page.js')).default,
  },
  {
    name: 'change-document',
    pattern: '/documents/:id/change',
    open: async () => (await import('./pages/change/change-document.page.js')).default,
  },
  {
    name: 'document',
    pattern: '/documents/:id',
    open: async () => (await import('./pages/document/document.page.js')).default,
  },
  { name: 'login', pattern: '/login', open: async () => (await import('./pages/login/login.page.js')).default },
  { name: 'me', pattern: '/me', open: async () => (await import('./pages/me/me.page.js')).default },
  {
    name: 'new-narrative',
    pattern: '/narratives/new',
    open: async () => (await import('./pages/register/new-narrative.page.js')).default,
  },
  {
    name: 'change-narrative',
    pattern: '/narratives/:id/change',
    open: async () => (await import('./pages/change/change-narrative.page.js')).default,
  },
  {
    name: 'narratives',
    pattern: '/narratives',
    open: async () => (await import('./pages/narratives/narratives.page.js')).default,
  },
  {
    name: 'narrative',
    pattern: '/narratives/:id',
    open: async () => (await import('./pages/narrative/narrative.page.js')).default,
  },
];

/** The page at a path, and what the path fills in. Undefined if there is none. */
export function findPage(path: string): { entry: PageEntry; params: Record<string, string> } | undefined {
  for (const entry of PAGES) {
    const match = matcherOf(entry.pattern).exec(path);
    if (match) return { entry, params: decoded(match.groups ?? {}) };
  }
  return undefined;
}

const matcherOf = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/:(\w+)/g, (_, name: string) => `(?<${name}>[^/]+)`)}/?$`);

const decoded = (groups: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
