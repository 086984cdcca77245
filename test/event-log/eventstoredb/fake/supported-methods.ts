import { ClusterInfo, EndPoint, MemberInfo, SupportedMethod, SupportedMethods } from './definitions.js';

/** The served methods, with their service and features. */
const METHODS = [
  ['streams.streams', 'append'],
  ['streams.streams', 'batchappend', 'deadline_duration'],
  ['streams.streams', 'read', 'position', 'events'],
  ['streams.streams', 'delete'],
  ['streams.streams', 'tombstone'],
  ['gossip.gossip', 'read'],
  ['server_features.serverfeatures', 'getsupportedmethods'],
] as const;

/** Returns the server's version and supported methods. */
export function supportedMethods(version: string): InstanceType<typeof SupportedMethods> {
  const methods = METHODS.map(([service, name, ...features]) =>
    new SupportedMethod()
      .setServiceName(`event_store.client.${service}`)
      .setMethodName(name)
      .setFeaturesList([...features]),
  );
  return new SupportedMethods().setEventStoreServerVersion(version).setMethodsList(methods);
}

/** Returns the members of the cluster: one, which is the leader, or whose state is unknown. */
export function clusterMembers(
  { host, port }: { readonly host: string; readonly port: number },
  isLeaderless: boolean,
): InstanceType<typeof ClusterInfo> {
  const { LEADER, UNKNOWN } = MemberInfo.VNodeState;
  const leader = new MemberInfo()
    .setState(isLeaderless ? UNKNOWN : LEADER)
    .setIsAlive(true)
    .setTimeStamp('0')
    .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port));
  return new ClusterInfo().setMembersList([leader]);
}
