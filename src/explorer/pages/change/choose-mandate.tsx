import { ActorLink } from '../../components/links.js';
import { useView } from '../../components/view.js';
import { MandateText } from '../../recording/mandates/mandate-text.js';
import type { ChangeData } from './load.js';

/** The mandate that is taken back; until one is chosen, all of them. */
export function ChooseMandate({ data: { id, mandate, mandates, names } }: { readonly data: ChangeData }) {
  const view = useView();
  const { words } = view;
  if (mandate) {
    return (
      <p class="notice">
        <span>{words.text('actor.speaksFor')}: </span>
        <MandateText
          mandate={mandate}
          who={<ActorLink id={mandate.principal} name={names.actors[mandate.principal]} />}
        />
      </p>
    );
  }
  if (mandates.length === 0) return <p class="notice">{words.text('change.noMandate')}</p>;
  return (
    <>
      <p>{words.text('change.whichMandate')}</p>
      <ul class="happenings">
        {mandates.map((each) => (
          <li key={each.mandate}>
            <MandateText mandate={each} who={<ActorLink id={each.principal} name={names.actors[each.principal]} />} />{' '}
            <a href={view.href(`/actors/${id}/change`, { type: 'MandateVoided', mandate: each.mandate })}>
              {words.text('change.type.MandateVoided')}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
