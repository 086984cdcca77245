import type { Names } from '../api/names.js';
import { othersText } from '../words/others.js';
import { entryNounKey } from '../words/vocabulary.js';
import type { Words } from '../words/words.js';
import { EntryLink } from './links.js';
import { occurredText } from './time.js';
import { useView } from './view.js';

/** What an entry, `claim/entry`, is: "report by TASS (5 March 2024)". One of which nothing is known is "an entry". */
export function entryName(entry: string, names: Names, words: Words, timeZone: string): string {
  const type = names.types[entry];
  if (type === undefined) return words.text('entry.some');
  const what = words.text(entryNounKey(type));
  const target = names.voided[entry];
  if (target !== undefined && target !== entry) {
    return words.text('timeline.act', { who: what, what: entryName(target, names, words, timeZone) });
  }
  const who = (names.speakers[entry] ?? []).map((id) => names.actors[id] ?? id);
  const date = names.dates[entry];
  const named = who.length === 0 ? what : words.text('entry.called', { what, who: words.listText(who) });
  return date === undefined
    ? named
    : words.text('entry.dated', { entry: named, time: occurredText(date, words, timeZone) });
}

interface EntryNameLinkProps {
  readonly entry: string;
  readonly names: Names;
  /** Whether the page shows it, so that the link stays on the page. */
  readonly shown?: boolean;
}

/** A link to an entry by what it is. */
export function EntryNameLink({ entry, names, shown = false }: EntryNameLinkProps) {
  const { words, timeZone } = useView();
  return (
    <EntryLink entry={entry} shown={shown}>
      {entryName(entry, names, words, timeZone)}
    </EntryLink>
  );
}

interface EntryNameLinksProps {
  readonly entries: readonly string[];
  /** How many there are besides these. */
  readonly others?: number;
  readonly names: Names;
  readonly isShown?: (entry: string) => boolean;
}

/** Several entries: "report by TASS and denial by NATO", "report by TASS and 3 others". */
export function EntryNameLinks({ entries, others = 0, names, isShown = () => false }: EntryNameLinksProps) {
  const { words } = useView();
  const links = entries.map((entry) => (
    <EntryNameLink key={entry} entry={entry} names={names} shown={isShown(entry)} />
  ));
  return <>{words.list([...links, ...othersText(others, words, 'entry.others')])}</>;
}
