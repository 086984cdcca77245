import type { InstanceStatus } from '../../../operations/operations.views.js';
import type { Api } from '../../api/api.js';
import type { PageRequest } from '../../page.js';

export interface StatusData {
  readonly status: InstanceStatus;
  /** The release that runs. */
  readonly version: string;
}

export const loadStatus = ({ api }: PageRequest): Promise<StatusData> => readStatus(api);

/** Also read again by the page in the browser. */
export async function readStatus(api: Api): Promise<StatusData> {
  const [status, { version }] = await Promise.all([
    api.get<InstanceStatus>('/v1/status'),
    api.get<{ readonly version: string }>('/'),
  ]);
  return { status, version };
}
