import type { Clients } from './clients.js';
import type { CallResults } from './call-results.js';
import { MemberInfo } from './definitions.js';

/** The services that the ledger calls. */
const SERVICES = ['streams.streams', 'gossip.gossip', 'server_features.serverfeatures'];

/** Requests the supported methods and the leader. */
export async function serverCalls(clients: Clients, results: CallResults): Promise<void> {
  const features = await clients.features();
  const methods = features
    .getMethodsList()
    .map((method) => method.toObject())
    .filter(({ serviceName }) => SERVICES.some((name) => serviceName === `event_store.client.${name}`))
    .map(({ serviceName, methodName, featuresList }) => [`${serviceName}/${methodName}`, ...featuresList].join(' '));
  await results.record('supported methods', {
    version: /^\d+\.\d+\.\d+$/.test(features.getEventStoreServerVersion()),
    methods: methods.sort(),
  });
  const gossip = await clients.gossip();
  const members = gossip.getMembersList().map((member) => ({
    leads: member.getState() === MemberInfo.VNodeState.LEADER,
    isAlive: member.getIsAlive(),
    isWhereItWasAsked:
      member.getHttpEndPoint()?.getAddress() === clients.endpoint.address &&
      member.getHttpEndPoint()?.getPort() === clients.endpoint.port,
  }));
  await results.record('leader', { members });
}
