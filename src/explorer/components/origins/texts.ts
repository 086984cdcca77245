import type { Names } from '../../api/names.js';
import { entryTypeKey, originKey } from '../../words/vocabulary.js';
import type { Words } from '../../words/words.js';
import type { OriginEdge, OriginNode } from './graph.js';

/** Who it is: the makers of an entry, or the name of a source. */
export function whoText({ type, id, by, name }: OriginNode, names: Names, words: Words): string {
  if (type === 'entry' && by && by.length > 0) return words.listText(by.map((actor) => names.actors[actor] ?? actor));
  if (type === 'other-claim') {
    const speakers = names.speakers[id] ?? [];
    return speakers.length === 0
      ? words.text('entry.some')
      : words.listText(speakers.map((who) => names.actors[who] ?? who));
  }
  return words.isolated(name ?? names.actors[id] ?? id);
}

/** What it did, or what else it is. */
export function whatText({ type, event }: OriginNode, words: Words): string {
  if (event !== undefined) return words.text(entryTypeKey(event));
  return words.text(`origins.what.${type === 'entry' ? 'actor' : type}`);
}

/** "credits", "quotes, in translation". */
export function relationText({ relation, use, translated }: OriginEdge, words: Words): string {
  const text = words.text(`origins.relation.${relation === 'cites' ? (use ?? 'credits') : relation}`);
  return translated === true ? words.text('origins.translated', { relation: text }) : text;
}

/** What kind of origin it is, or that it is left out or rests on nothing; undefined for others. */
export function natureText({ nature, isLeftOut, isGroundless }: OriginNode, words: Words): string | undefined {
  if (isLeftOut) return words.text('origins.leftOut');
  return isGroundless ? words.text('origins.groundless') : nature && words.text(originKey(nature));
}

/** The same in short. */
export function markText({ nature, isLeftOut, isGroundless }: OriginNode, words: Words): string | undefined {
  if (isLeftOut) return words.text('origins.mark.leftOut');
  return isGroundless ? words.text('origins.mark.groundless') : nature && words.text(`origins.mark.${nature}`);
}
