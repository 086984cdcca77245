import { named } from '../../api/named.js';
import { DataLinks } from '../../components/data-links.js';
import { ActorLinks } from '../../components/links.js';
import { anchorOfRule, StatusBadge } from '../../components/status.js';
import { useView, useWords } from '../../components/view.js';
import { basisKey, ruleKey } from '../../words/vocabulary.js';
import type { PolicyData } from './load.js';

/** The rules by which a state follows, in the order in which they are tried, and what the policy adds. */
export function PolicyPage({ data }: { readonly data: PolicyData }) {
  const view = useView();
  const { words } = view;
  const { policy, others } = data;
  return (
    <article class="noun policy-page">
      <h1>{words.text('policy.title')}</h1>
      <p class="lead">{words.text('policy.lead')}</p>
      <nav class="sorting" aria-label={words.text('policy.others')}>
        <span class="meta">{words.text('policy.others')}</span>
        {others.map((name) => (
          <a
            key={name}
            href={view.href('/about/policy', { policy: name })}
            aria-current={name === policy.name ? 'true' : undefined}
          >
            {name}
          </a>
        ))}
      </nav>
      <p class="meta">{words.text(policy.inUse ? 'policy.inUse' : 'policy.own')}</p>
      <Rules data={data} />
      <Terms data={data} />
      <section aria-labelledby="who">
        <h2 id="who">{words.text('policy.who')}</h2>
        <p>
          {words.rich('policy.whoText', {
            words: (text) => <a href={view.href('/about/words')}>{text}</a>,
            docs: (text) => <a href="/docs">{text}</a>,
          })}
        </p>
      </section>
      <DataLinks json="/v1/policies" />
    </article>
  );
}

function Rules({ data: { policy } }: { readonly data: PolicyData }) {
  const words = useWords();
  const count = policy.parameters.independentOrigins;
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{words.text('policy.rules')}</h2>
      <p>{words.text('policy.order')}</p>
      <ol class="rules">
        {policy.rules.map(({ rule, status }) => (
          <li key={rule} id={anchorOfRule(rule)}>
            <p>
              <StatusBadge status={status} /> <span>{words.text(`policy.when.${rule}`, { count })}</span>
            </p>
            <p class="meta">
              {words.text('state.because', { reason: words.text(ruleKey(rule)) })}{' '}
              <span class="id" dir="ltr">
                {rule}
              </span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What differs between policies, each with its value. */
function Terms({ data: { policy, names } }: { readonly data: PolicyData }) {
  const words = useWords();
  const { unnamedSupport, denialBases, eyewitnessDisputes, verdictsDecide, raters, searchGoodForDays } =
    policy.parameters;
  const bases = words.listText((denialBases ?? []).map((basis) => words.text(basisKey(basis))));
  return (
    <section aria-labelledby="terms">
      <h2 id="terms">{words.text('policy.terms')}</h2>
      <ul>
        <li>{words.text(`policy.unnamed.${unnamedSupport}`)}</li>
        <li>{denialBases ? words.text('policy.denial.some', { bases }) : words.text('policy.denial.any')}</li>
        <li>{words.text(`policy.eyewitness.${eyewitnessDisputes}`)}</li>
        <li>{words.text(`policy.verdicts.${verdictsDecide}`)}</li>
        {verdictsDecide && (
          <li>
            {raters
              ? words.rich('policy.raters.some', { raters: <ActorLinks actors={named(names.actors, raters)} /> })
              : words.text('policy.raters.any')}
          </li>
        )}
        <li>
          {searchGoodForDays === undefined
            ? words.text('policy.search.open')
            : words.text('policy.search.days', { count: searchGoodForDays })}
        </li>
      </ul>
    </section>
  );
}
