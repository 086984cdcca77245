import type { OriginNode } from '../../components/origins/graph.js';
import { whatText, whoText } from '../../components/origins/texts.js';
import type { Names } from '../../api/names.js';
import type { Words } from '../../words/words.js';

/** How the API leaves a node out; undefined for an entry of another claim, which isn't evaluated here. */
export const exclusionOf = ({ type, id }: OriginNode): string | undefined =>
  type === 'other-claim' ? undefined : `${type}:${id}`;

/** What is left out, in words: "TASS (everything it did)". What isn't known is shown as it is written. */
export function exclusionText(exclusion: string, choices: readonly OriginNode[], names: Names, words: Words): string {
  const colon = exclusion.indexOf(':');
  const [kind, id] = [exclusion.slice(0, colon), exclusion.slice(colon + 1)];
  const node = choices.find((each) => exclusionOf(each) === exclusion);
  switch (kind) {
    case 'actor':
      return words.text('whatif.actor', { who: names.actors[id] ?? id });
    case 'publisher':
      return words.text('whatif.publisher', { who: names.actors[id] ?? id });
    case 'document':
      return words.text('whatif.document', { title: names.documents[id] ?? id });
    case 'entry':
      return words.text(
        'timeline.act',
        node
          ? { who: whoText(node, names, words), what: whatText(node, words) }
          : { who: words.text('entry.some'), what: id },
      );
    default:
      return exclusion;
  }
}
