import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import type { Journey } from '@quen/contracts/programme.ts';
import { Background, type NodeMouseHandler, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import { useConditionWords } from '../../shared/conditions/use-condition-words.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import classes from './flow.module.css';
import { layout } from './flow-layout.ts';
import { FlowNode } from './flow-node.tsx';
import { texts } from './texts.ts';
import { useStepWords } from './use-step-words.ts';

interface Props {
  journey: Journey;
  /** A letter was clicked. */
  onLetter: (template: string) => void;
}

const nodeTypes = { step: FlowNode };

/** The journey from top to bottom; the list below says the same to those who do not see it. */
export function Flow({ journey, onLetter }: Props) {
  const { t, language } = useTexts(texts);
  const look = useComputedColorScheme('light');
  const { document } = useDraft();
  const sayStep = useStepWords(document);
  const sayCondition = useConditionWords();
  const voucherName = (key: string | null) =>
    document.vouchers.find((voucher) => voucher.key === key)?.name[language];

  const entry = `${t('entryStep')} ${sayCondition(journey.entry)}`;
  const end = t('end', { days: journey.goalDays });
  const { nodes, edges } = useMemo(() => layout(journey), [journey]);
  const drawn = nodes.map((node) => {
    const step = journey.steps.find(({ key }) => key === node.id);
    const voucher = step?.kind === 'message' ? voucherName(step.voucher) : undefined;
    return {
      ...node,
      data: {
        kind: step?.kind ?? node.id,
        text: step ? sayStep(step) : node.id === 'entry' ? entry : end,
        note: voucher ? t('stepVoucher', { name: voucher }) : null,
      },
    };
  });
  const labelled = edges.map((edge) =>
    edge.data?.answer ? { ...edge, label: t(edge.data.answer) } : edge,
  );

  const open: NodeMouseHandler = (_event, node) => {
    const step = journey.steps.find(({ key }) => key === node.id);
    if (step?.kind === 'message') onLetter(step.template);
  };

  return (
    <>
      <div className={classes.canvas} aria-hidden>
        <ReactFlow
          nodes={drawn}
          edges={labelled}
          nodeTypes={nodeTypes}
          colorMode={look}
          onNodeClick={open}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.12 }}
          minZoom={0.3}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          proOptions={{ hideAttribution: true }}
        >
          <Background color="var(--quen-line)" gap={18} />
        </ReactFlow>
      </div>
      <ol className="sr-only" aria-label={t('asWords')}>
        <li>{entry}</li>
        {journey.steps.map((step) => (
          <li key={step.key}>{sayStep(step)}</li>
        ))}
        <li>{end}</li>
      </ol>
    </>
  );
}
