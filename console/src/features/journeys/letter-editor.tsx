import {
  Button,
  Group,
  Menu,
  SegmentedControl,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { templateVariables } from '@quen/contracts/messaging.ts';
import type { Template } from '@quen/contracts/programme.ts';
import { IconBraces } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Language } from '../../shared/i18n/i18n.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './letter-editor.module.css';
import { LetterPreview } from './letter-preview.tsx';
import { texts } from './texts.ts';

interface Props {
  template: Template;
  /** Campaign whose voucher rides with the letter. */
  voucher: string | null;
}

/** Subject and text of a letter in both languages, and beside them what a customer gets. */
export function LetterEditor({ template, voucher }: Props) {
  const { t, language } = useTexts(texts);
  const { edit, mayWrite } = useDraft();
  const [version, setVersion] = useState<Language>(language);
  const body = useRef<HTMLTextAreaElement>(null);

  const set = (part: Partial<Template>) =>
    edit((old) => ({
      ...old,
      templates: old.templates.map((one) => (one.key === template.key ? { ...one, ...part } : one)),
    }));
  const setBody = (text: string) => set({ body: { ...template.body, [version]: text } });

  function insert(name: string) {
    const area = body.current;
    const text = template.body[version];
    const [from, to] = area ? [area.selectionStart, area.selectionEnd] : [text.length, text.length];
    setBody(`${text.slice(0, from)}{{ ${name} }}${text.slice(to)}`);
    area?.focus();
  }

  return (
    <div className={classes.split}>
      <Surface>
        <Stack>
          <Group justify="space-between">
            <SegmentedControl
              aria-label={t('language')}
              value={version}
              onChange={(value) => setVersion(value as Language)}
              data={[
                { value: 'vi', label: 'Tiếng Việt' },
                { value: 'en', label: 'English' },
              ]}
            />
            <Menu position="bottom-end" width={320}>
              <Menu.Target>
                <Button
                  variant="default"
                  size="xs"
                  disabled={!mayWrite}
                  leftSection={<IconBraces size={16} />}
                >
                  {t('insert')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
                {templateVariables.map((variable) => (
                  <Menu.Item key={variable.name} onClick={() => insert(variable.name)}>
                    <Text size="sm">{variable.label[language]}</Text>
                    <Text size="xs" c="dimmed">
                      {variable.example[version]}
                    </Text>
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </Group>
          <LocalTextInput
            label={t('letterName')}
            value={template.name}
            disabled={!mayWrite}
            onChange={(name) => set({ name })}
          />
          <TextInput
            label={t('subject')}
            lang={version}
            disabled={!mayWrite}
            value={template.subject[version]}
            onChange={(event) =>
              set({ subject: { ...template.subject, [version]: event.currentTarget.value } })
            }
          />
          <Textarea
            ref={body}
            label={t('body')}
            lang={version}
            spellCheck={false}
            autosize
            minRows={16}
            maxRows={28}
            classNames={{ input: classes.code }}
            disabled={!mayWrite}
            value={template.body[version]}
            onChange={(event) => setBody(event.currentTarget.value)}
          />
          {mayWrite ? null : (
            <Text size="xs" c="dimmed">
              {t('readOnlyLetter')}
            </Text>
          )}
        </Stack>
      </Surface>
      <LetterPreview template={template} version={version} voucher={voucher} />
    </div>
  );
}
