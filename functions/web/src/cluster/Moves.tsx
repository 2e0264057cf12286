import type { InstanceView } from '../api/types';
import { judgeGroup } from './group';
import { GroupMoveDialog } from './GroupMoveDialog';
import { RelocateDialog } from './RelocateDialog';
import { TargetDialog } from './TargetDialog';

/** Instances that somebody wants to move; without a target while they are asked where to. */
export interface Move {
  group: InstanceView[];
  target: InstanceView | null;
}

export function Moves({ clusterId, members, move, onTarget, onClose }: { clusterId: string; members: InstanceView[]; move: Move; onTarget: (target: InstanceView) => void; onClose: () => void }) {
  const { group, target } = move;
  if (!target) return <TargetDialog group={group} members={members} onChoose={onTarget} onClose={onClose} />;
  if (group.length === 1) return <RelocateDialog clusterId={clusterId} instance={group[0]!} target={target} onClose={onClose} />;
  return <GroupMoveDialog clusterId={clusterId} target={target} verdict={judgeGroup(members, group, target)} onClose={onClose} />;
}
