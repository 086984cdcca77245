import type { ComponentChildren } from 'preact';
import { path } from '../api/path.js';
import { type Case, othersText } from '../words/others.js';
import { useView } from './view.js';

/** A name that is known, or an id in place of it. */
export interface Named {
  readonly id: string;
  readonly name?: string | undefined;
}

/** Text in a language of its own, in that language's direction. */
export function Foreign({
  language,
  children,
}: {
  readonly language?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <span lang={language} dir="auto">
      {children}
    </span>
  );
}

/** An actor, at the page's moment. */
export function ActorLink({ id, name }: Named) {
  return (
    <a href={useView().href(path`/actors/${id}`)} dir="auto">
      {name ?? id}
    </a>
  );
}

interface ActorLinksProps {
  readonly actors: readonly Named[];
  /** How many there are besides these. */
  readonly others?: number;
  /** The case that the sentence around it wants. */
  readonly form?: Case;
}

/** Several actors: "A, B and C", "A, B and 3 others". */
export function ActorLinks({ actors, others = 0, form = 'nominative' }: ActorLinksProps) {
  const { words } = useView();
  const links = actors.map((actor) => <ActorLink key={actor.id} {...actor} />);
  return <>{words.list([...links, ...othersText(others, words, 'sentence.others', form)])}</>;
}

export function ClaimLink({ id, children }: { readonly id: string; readonly children: ComponentChildren }) {
  return <a href={useView().href(path`/claims/${id}`)}>{children}</a>;
}

export function NarrativeLink({ id, children }: { readonly id: string; readonly children: ComponentChildren }) {
  return (
    <a href={useView().href(path`/narratives/${id}`)} dir="auto">
      {children}
    </a>
  );
}

export function DocumentLink({ id, name }: Named) {
  return (
    <a href={useView().href(path`/documents/${id}`)} dir="auto">
      {name ?? id}
    </a>
  );
}

/** A policy by its name, such as `standard/1`. */
export function PolicyLink({ policy }: { readonly policy: string }) {
  return (
    <a class="id" dir="ltr" href={useView().href('/about/policy', { policy })}>
      {policy}
    </a>
  );
}

/** Leads to a comparison of the claim just before a moment, and at it. */
export function StepLink({ claim, at }: { readonly claim: string; readonly at: string }) {
  const view = useView();
  const before = new Date(Date.parse(at) - 1).toISOString();
  return (
    <a href={view.href(path`/claims/${claim}/compare`, { a: before, b: at })}>{view.words.text('compare.step')}</a>
  );
}

/** The id of an element that shows an entry, so that links lead to it. */
export const anchorOf = (entry: string): string => `entry-${entry.slice(entry.indexOf('/') + 1)}`;

/** The page of an entry, `claim/entry`. */
export const entryPath = (entry: string): string => {
  const slash = entry.indexOf('/');
  return path`/claims/${entry.slice(0, slash)}/entries/${entry.slice(slash + 1)}`;
};

/** The page of an entry that is described next to the link. */
export function EntryPageLink({ entry }: { readonly entry: string }) {
  return <EntryLink entry={entry}>{useView().words.text('entry.page')}</EntryLink>;
}

/** An entry: on the page if it shows it, else its own page. */
export function EntryLink({
  entry,
  shown = false,
  children,
}: {
  entry: string;
  shown?: boolean;
  children: ComponentChildren;
}) {
  const href = useView().href(entryPath(entry));
  return (
    <a class="entry-link" href={shown ? `#${anchorOf(entry)}` : href}>
      {children}
    </a>
  );
}
