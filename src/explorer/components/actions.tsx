import type { Scope } from '../../access/access.events.js';
import type { Parameters } from '../moment/settings.js';
import type { WordKey } from '../words/keys.js';
import { useMay } from './may.js';
import { useView } from './view.js';

/** A link to a form. */
export interface Action {
  readonly text: WordKey;
  readonly path: string;
  readonly parameters?: Parameters;
}

/** What can be recorded here, for those who may. */
export function Actions({
  scope = 'record',
  actions,
}: {
  readonly scope?: Scope;
  readonly actions: readonly Action[];
}) {
  const view = useView();
  if (!useMay(scope) || actions.length === 0) return null;
  return (
    <p class="actions control">
      {actions.map(({ text, path, parameters }) => (
        <a key={text} class="button quiet" href={view.href(path, parameters)}>
          {view.words.text(text)}
        </a>
      ))}
    </p>
  );
}
