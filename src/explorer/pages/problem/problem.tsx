import type { Problem } from '../../../http/problem.js';
import { SearchForm } from '../../components/search-form.js';
import { useView } from '../../components/view.js';
import { momentText } from '../../components/time.js';
import { isPast, NOW } from '../../moment/settings.js';
import type { WordKey } from '../../words/keys.js';
import type { Words } from '../../words/words.js';

/** What went wrong in plain words, in the server's words, and where to go on. */
export function ProblemView({
  problem,
  requestId,
}: {
  readonly problem: Problem;
  readonly requestId: string | undefined;
}) {
  const view = useView();
  const { words, settings } = view;
  return (
    <div class="problem">
      <h1>{problemTitle(problem, words)}</h1>
      <p>{words.text(`${keyOf(problem.status)}text`)}</p>
      {(problem.errors ?? []).length > 0 && (
        <dl>
          {problem.errors?.map(({ pointer, message }, index) => (
            <div key={index}>
              <dt>{words.text('problem.parameter', { name: pointer.replace(/^\//, '') })}</dt>
              <dd lang="en">{message}</dd>
            </div>
          ))}
        </dl>
      )}
      <h2>{words.text('problem.on')}</h2>
      <SearchForm large />
      <ul>
        {problem.status === 401 && (
          <li>
            <a href={view.href('/login', { next: view.here({}) })}>{words.text('session.logIn')}</a>
          </li>
        )}
        {problem.status === 401 && (
          <li>
            <a href={view.here({})}>{words.text('problem.again')}</a>
          </li>
        )}
        {problem.status === 404 && settings.asOf !== undefined && TAKES_VALID_AT.test(view.path) && (
          <li>
            <a href={view.here({ asOf: undefined, validAt: settings.validAt ?? settings.asOf })}>
              {words.text('problem.happened', {
                time: momentText(settings.validAt ?? settings.asOf, words, view.timeZone),
              })}
            </a>
          </li>
        )}
        {isPast(settings) && (
          <li>
            <a href={view.here(NOW)}>{words.text('problem.now')}</a>
          </li>
        )}
        <li>
          <a href="/">{words.text('problem.home')}</a>
        </li>
        <li>
          <a href="/claims">{words.text('problem.claims')}</a>
        </li>
      </ul>
      <details>
        <summary>{words.text('problem.detail')}</summary>
        <p lang="en">{problem.detail}</p>
        {requestId !== undefined && <p class="id">{words.text('problem.request', { id: requestId })}</p>}
      </details>
    </div>
  );
}

/** The pages that can count only what had happened by a moment, whenever it was recorded. */
const TAKES_VALID_AT = /^\/(?:claims\/[^/]+(?:\/origins)?|narratives\/[^/]+)$/;

export const problemTitle = ({ status }: Problem, words: Words): string => words.text(keyOf(status));

type ProblemKey = Extract<WordKey, `problem.${number}`>;

const KEYS: Readonly<Record<number, ProblemKey>> = {
  400: 'problem.400',
  401: 'problem.401',
  403: 'problem.403',
  404: 'problem.404',
  405: 'problem.405',
  406: 'problem.406',
  429: 'problem.429',
  503: 'problem.503',
};

const keyOf = (status: number): ProblemKey => KEYS[status] ?? (status < 500 ? 'problem.400' : 'problem.500');
