import { ActionIcon, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconFolderPlus, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTexts } from '../i18n/texts.ts';
import classes from './condition-builder.module.css';
import { ConditionLeaf } from './condition-leaf.tsx';
import type { Field } from './fields.ts';
import { texts } from './texts.ts';
import { emptyGroup, emptyLeaf, type GroupNode, type Mode, type TreeNode } from './tree.ts';

interface Props {
  group: GroupNode;
  fields: Field[];
  depth?: number;
  onChange: (id: number, how: (node: TreeNode) => TreeNode | null) => void;
}

const deepest = 4;

export function ConditionGroup({ group, fields, depth = 0, onChange }: Props) {
  const { t } = useTexts(texts);
  const modes: Mode[] =
    group.mode === 'some_missing' ? ['all', 'any', 'none', 'some_missing'] : ['all', 'any', 'none'];
  const append = (child: TreeNode) =>
    onChange(group.id, (node) =>
      node.kind === 'group' ? { ...node, children: [...node.children, child] } : node,
    );
  return (
    <fieldset className={classes.group} data-nested={depth > 0 || undefined}>
      <Group gap="xs" wrap="nowrap" align="center">
        <Group gap={8} style={{ flex: 1 }}>
          <Text size="sm">{t('matches')}</Text>
          <NativeSelect
            size="xs"
            aria-label={t('mode')}
            value={group.mode}
            onChange={(event) => {
              const mode = event.currentTarget.value as Mode;
              onChange(group.id, (node) => (node.kind === 'group' ? { ...node, mode } : node));
            }}
            data={modes.map((mode) => ({ value: mode, label: t(mode) }))}
          />
          <Text size="sm">{t('ofThese')}</Text>
        </Group>
        {depth > 0 ? (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('removeGroup')}
            onClick={() => onChange(group.id, () => null)}
          >
            <IconTrash size={17} />
          </ActionIcon>
        ) : null}
      </Group>
      <Stack gap="xs" mt="xs">
        {group.children.map((child) =>
          child.kind === 'group' ? (
            <ConditionGroup
              key={child.id}
              group={child}
              fields={fields}
              depth={depth + 1}
              onChange={onChange}
            />
          ) : (
            <ConditionLeaf
              key={child.id}
              leaf={child}
              fields={fields}
              onChange={(next) => onChange(child.id, () => next)}
            />
          ),
        )}
      </Stack>
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => append(emptyLeaf())}
        >
          {t('addLeaf')}
        </Button>
        {depth < deepest ? (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconFolderPlus size={16} />}
            onClick={() => append(emptyGroup(group.mode === 'any' ? 'all' : 'any'))}
          >
            {t('addGroup')}
          </Button>
        ) : null}
      </Group>
    </fieldset>
  );
}
