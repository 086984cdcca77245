import type { ComponentChildren } from 'preact';
import type { Scope } from '../../access/access.events.js';
import { useView } from '../components/view.js';

interface MayRecordProps {
  readonly scope: Scope;
  readonly children: ComponentChildren;
}

/** A form, for those who may send it; for others, how they can. */
export function MayRecord({ scope, children }: MayRecordProps) {
  const view = useView();
  const { words, visitor } = view;
  if (visitor?.name === undefined) {
    return (
      <p class="notice">
        {words.rich('record.logIn', {
          login: (text) => <a href={view.href('/login', { next: view.here({}) })}>{text}</a>,
        })}
      </p>
    );
  }
  if (!visitor.scopes.includes(scope)) return <p class="notice">{words.text('record.needsScope', { scope })}</p>;
  return (
    <>
      <p class="notice without-script">{words.text('session.needsScript')}</p>
      <div data-later>{children}</div>
    </>
  );
}
