import { Alert, List, Text } from '@mantine/core';
import { useTexts } from '../../i18n/texts.ts';
import { TextLink } from '../../ui/links.tsx';
import { editorOf } from './editor-of.ts';
import type { PublishPreview } from './publish-queries.ts';
import { editorTexts, texts } from './texts.ts';
import { useDraft } from './use-draft.ts';

interface Props {
  problems: PublishPreview['problems'];
  /** A link was followed: the dialog would be in the way. */
  onLeave: () => void;
}

/** Every place of the draft that is wrong, with the way to where it is put right. */
export function ProblemList({ problems, onLeave }: Props) {
  const { t, language } = useTexts(texts);
  const editors = useTexts(editorTexts);
  const { document } = useDraft();
  return (
    <Alert color="brick" title={t('invalid')} role="alert">
      <Text size="sm">{t('invalidText', { count: problems.length })}</Text>
      <List size="sm" mt="xs" spacing="xs" withPadding>
        {problems.map(({ path, message }) => {
          const { editor, link } = editorOf(path, document);
          return (
            <List.Item key={path} style={{ overflowWrap: 'anywhere' }}>
              {message[language]}{' '}
              <TextLink {...link} size="sm" onClick={onLeave}>
                {t('goThere', { place: editors.t(editor) })}
              </TextLink>
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
