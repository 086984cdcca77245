import { definePage } from '../../page.js';
import { ChangePage } from './change.js';
import type { ChangedNoun } from './changes.js';
import { loadChange } from './load.js';

export const changePage = (noun: ChangedNoun) =>
  definePage({
    load: (request) => loadChange(request, noun),
    title: ({ type, name }, words) => `${words.text(`change.type.${type}`)}: ${name}`,
    View: ChangePage,
  });
