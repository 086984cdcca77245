import type { PolicyView } from '../../policies/policy.views.js';
import { itemTable } from './item-table.js';
import { type Printing, statusStyle } from './print-options.js';

type Layout = Omit<Printing, 'recorded'>;

/** The name of each policy, whether it is in use, and its parameters in words. */
export const policyTable = (policies: readonly PolicyView[], { width, colors }: Layout): string =>
  itemTable(
    policies.map(({ name, inUse, terms }) => ({
      cells: [{ text: name, style: colors.bold }, { text: inUse ? 'in use' : '' }],
      text: terms.map(({ meaning }) => meaning).join(' '),
    })),
    { width },
  );

/** The parameters of a policy in words, and its rules in their order. */
export function policyReport({ name, inUse, terms, rules }: PolicyView, { width, colors }: Layout): string {
  const parameters = terms.map(({ parameter, meaning }) => ({ cells: [{ text: parameter }], text: meaning }));
  const inOrder = rules.map(({ rule, status, when }, index) => ({
    cells: [{ text: String(index + 1) }, { text: rule, style: statusStyle(status, colors) }],
    text: when,
  }));
  return [
    `${colors.bold(name)}${inUse ? ', in use' : ''}\n`,
    `\n${colors.bold('Parameters')}\n`,
    itemTable(parameters, { width }),
    `\n${colors.bold('Rules')}, the first that applies decides\n`,
    itemTable(inOrder, { width }),
  ].join('');
}
