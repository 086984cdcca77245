import unhomoglyph from 'unhomoglyph';
import { foldText } from './fold-text.js';

/**
 * What a name looks like: the same for names whose letters Unicode lists as confusable (UTS #39), such as `NАTO` with a
 * Cyrillic А and `NATO`.
 */
export const nameSkeleton = (name: string): string => foldText(unhomoglyph(name.normalize('NFKC')));
