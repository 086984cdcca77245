import type { Scope } from '../../access/access.events.js';
import { isPast } from '../moment/settings.js';
import { useView } from './view.js';

/** Whether the visitor may record, and the page shows the present. */
export function useMay(scope: Scope): boolean {
  const { visitor, settings } = useView();
  return visitor?.scopes.includes(scope) === true && !isPast(settings);
}
