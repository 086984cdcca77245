import code from '@eventstore/db-client/generated/code_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import users from '@eventstore/db-client/generated/users_pb.js';
import usersGrpc from '@eventstore/db-client/generated/users_grpc_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';

/** The protocol's messages and services, from the package of the client. */
export const { StreamsService } = streamsGrpc;
export const { ServerFeaturesClient, ServerFeaturesService } = featuresGrpc;
export const { GossipClient, GossipService } = gossipGrpc;
export const { UsersClient, UsersService } = usersGrpc;
export const { ReadReq, ReadResp, AppendReq, AppendResp, BatchAppendResp, DeleteResp, TombstoneResp } = streams;
export const { AllStreamPosition, Empty, StreamIdentifier, UUID } = shared;
export const { SupportedMethod, SupportedMethods } = features;
export const { CreateReq: CreateUserReq, CreateResp: CreateUserResp } = users;
export const { ClusterInfo, EndPoint, MemberInfo } = gossip;

/** The failure of a batch append: a status with packed details, which are one of these messages. */
export const { Code } = code;
export const { Status } = status;
export const { Any } = any;
export const { AccessDenied, BadRequest, MaximumAppendSizeExceeded, StreamDeleted, Timeout, WrongExpectedVersion } =
  shared;
export const { Empty: GoogleEmpty } = empty;
