import { IconClock, IconDoorEnter, IconFlag, IconGitFork, IconMail } from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import classes from './flow.module.css';

const marks = {
  entry: IconDoorEnter,
  message: IconMail,
  wait: IconClock,
  branch: IconGitFork,
  end: IconFlag,
};

interface NodeData {
  kind: keyof typeof marks;
  text: string;
  note: string | null;
}

/** One step on the drawing. */
export function FlowNode({ data }: NodeProps) {
  const { kind, text, note } = data as unknown as NodeData;
  const Mark = marks[kind];
  return (
    <div className={classes.node} data-kind={kind}>
      <Handle type="target" position={Position.Top} className={classes.handle} />
      <Mark size={18} stroke={1.7} />
      <span>
        {text}
        {note ? <small>{note}</small> : null}
      </span>
      <Handle type="source" position={Position.Bottom} className={classes.handle} />
    </div>
  );
}
