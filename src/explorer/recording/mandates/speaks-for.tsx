import { useEffect, useState } from 'preact/hooks';
import type { ActorView } from '../../../actors/actors.queries.js';
import { path } from '../../api/path.js';
import { browserApi } from '../../browser/browser-api.js';
import { focusField } from '../../browser/focus.js';
import { Foreign } from '../../components/links.js';
import { useWords } from '../../components/view.js';
import { useForm } from '../form-context.js';
import { idAt } from '../problems.js';
import { MandateText } from './mandate-text.js';
import { NewMandate } from './new-mandate.js';

interface SpeaksForProps {
  /** The ids of those who speak. */
  readonly speakers: readonly string[];
  /** On whose behalf. */
  readonly principals: readonly string[];
  readonly onPrincipals: (ids: readonly string[]) => void;
  /** Is called when a mandate was recorded. */
  readonly onRecorded: () => void;
  /** `2024-04-04`, in the page's time zone. */
  readonly today: string;
}

/** For whom the speakers of an entry may speak as far as it is on record, to be chosen; and what isn't on record, to be added. */
export function SpeaksFor({ speakers, principals, onPrincipals, onRecorded, today }: SpeaksForProps) {
  const words = useWords();
  const { id: form } = useForm();
  const goBack = () => {
    // What was pressed is gone: the person continues in the field.
    setTimeout(() => {
      focusField(idAt(form, '/onBehalfOf'));
    });
  };
  const [recorded, setRecorded] = useState(0);
  const [asked, setAsked] = useState<Pair>();
  const actors = useActors([...speakers, ...principals], recorded);
  const named = speakers.flatMap((id) => actors.get(id) ?? []).filter(({ kind }) => kind !== 'unnamed');
  const offered = named.flatMap((speaker) =>
    speaker.speaksFor
      .filter(({ principal }) => !principals.includes(principal))
      .map((mandate) => ({ speaker, mandate })),
  );
  const names = useNames(offered.map(({ mandate }) => mandate.principal));
  const lacking = principals.flatMap((id): Pair[] => {
    const principal = actors.get(id);
    if (!principal || speakers.includes(id) || named.some((speaker) => hasMandate(speaker, principal))) return [];
    return named.map((speaker) => ({ speaker, principal }));
  });
  return (
    <div class="speaks-for">
      {offered.map(({ speaker, mandate }) => (
        <p key={`${speaker.id} ${mandate.mandate}`} class="hint">
          <span>
            {words.rich('record.speaksFor', {
              speaker: <Foreign>{speaker.name}</Foreign>,
              principal: (
                <MandateText
                  mandate={mandate}
                  who={<Foreign>{names.get(mandate.principal) ?? mandate.principal}</Foreign>}
                />
              ),
            })}
          </span>{' '}
          <button
            type="button"
            class="quiet"
            aria-label={words.text('record.onBehalfOfOne', { name: names.get(mandate.principal) ?? mandate.principal })}
            onClick={() => {
              onPrincipals([...principals, mandate.principal]);
              goBack();
            }}
          >
            {words.text('record.choose')}
          </button>
        </p>
      ))}
      <div role="status">
        {lacking.map(({ speaker, principal }) => (
          <p key={`${speaker.id} ${principal.id}`} class="advice">
            {words.rich('record.noMandate', {
              speaker: <Foreign>{speaker.name}</Foreign>,
              principal: <Foreign>{principal.name}</Foreign>,
            })}{' '}
            <button
              type="button"
              class="quiet"
              aria-expanded={isSame(asked, { speaker, principal })}
              onClick={() => {
                setAsked({ speaker, principal });
              }}
            >
              {words.text('record.addMandate')}
            </button>
          </p>
        ))}
        {recorded > 0 && lacking.length === 0 && <p class="hint">{words.text('change.done.MandateRecorded')}</p>}
      </div>
      {asked && lacking.some((pair) => isSame(pair, asked)) && (
        <NewMandate
          key={`${asked.speaker.id} ${asked.principal.id}`}
          {...asked}
          today={today}
          onRecorded={() => {
            setAsked(undefined);
            setRecorded((count) => count + 1);
            onRecorded();
            goBack();
          }}
          onCancel={() => {
            setAsked(undefined);
            goBack();
          }}
        />
      )}
    </div>
  );
}

interface Pair {
  readonly speaker: ActorView;
  readonly principal: ActorView;
}

const isSame = (a: Pair | undefined, b: Pair): boolean =>
  a?.speaker.id === b.speaker.id && a.principal.id === b.principal.id;

/** Whether it is on record that one speaks for the other, at any time, also by an actor that either is joined with. */
function hasMandate(speaker: ActorView, principal: ActorView): boolean {
  const [own, others] = [speaker, principal].map(({ id, sameAs }) => [id, ...sameAs]);
  return (
    speaker.speaksFor.some((mandate) => others?.includes(mandate.principal)) ||
    principal.spokenForBy.some((mandate) => own?.includes(mandate.speaker))
  );
}

/** Actors with their mandates, by id; again after something was recorded. */
function useActors(ids: readonly string[], recorded: number): ReadonlyMap<string, ActorView> {
  const [actors, setActors] = useState<ReadonlyMap<string, ActorView>>(new Map());
  const wanted = [...new Set(ids)].join(' ');
  useEffect(() => {
    if (wanted === '') return;
    let isCurrent = true;
    Promise.all(wanted.split(' ').map((id) => browserApi.find<ActorView>(path`/v1/actors/${id}`))).then(
      (found) => {
        const known = found.flatMap((actor) => (actor ? [[actor.id, actor] as const] : []));
        if (isCurrent) setActors(new Map(known));
      },
      // Then nothing is advised; the server checks all the same.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [wanted, recorded]);
  return actors;
}

function useNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = [...new Set(ids)].join(',');
  useEffect(() => {
    if (wanted === '') return;
    browserApi
      .get<{ readonly items: readonly { readonly id: string; readonly name: string }[] }>('/v1/actors', { ids: wanted })
      .then(
        ({ items }) => {
          setNames(new Map(items.map(({ id, name }) => [id, name])));
        },
        () => undefined,
      );
  }, [wanted]);
  return names;
}
