import type { PolicyView } from '../../../policies/policy.views.js';
import { fetchNames, type Names } from '../../api/names.js';
import { InvalidParameterError } from '../../moment/invalid-parameter.js';
import type { PageRequest } from '../../page.js';

export interface PolicyData {
  /** Every ledger has the policy that it runs under. */
  readonly policy: PolicyView;
  /** The names of all policies. */
  readonly others: readonly string[];
  readonly names: Names;
}

/** The policy that the address names, such as `strict/1`; without a name, the one that the ledger runs under. */
export async function loadPolicy({ api, query }: PageRequest): Promise<PolicyData> {
  const { items } = await api.get<{ readonly items: readonly PolicyView[] }>('/v1/policies');
  const name = query.get('policy')?.trim() ?? '';
  const others = items.map((each) => each.name);
  const policy = items.find((each) => (name === '' ? each.inUse : each.name === name));
  if (!policy) {
    throw new InvalidParameterError('policy', `There is no policy "${name}", only ${others.join(', ')}.`);
  }
  return { policy, others, names: await fetchNames(api, { actors: policy.parameters.raters ?? [] }) };
}
