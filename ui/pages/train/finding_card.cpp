#include "ui/pages/train/finding_card.h"

#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace lossarium::ui {
namespace {

QString words(const std::string& text) { return QString::fromStdString(text); }

QString evidenceText(const Finding& finding) {
  QStringList lines;
  for (const auto& each : finding.evidence) lines << words(each);
  return lines.join(QLatin1Char(' '));
}

bool sameRemedies(const Finding& some, const Finding& others) {
  return std::equal(some.remedies.begin(), some.remedies.end(), others.remedies.begin(),
                    others.remedies.end(), [](const Remedy& one, const Remedy& other) {
                      return one.label == other.label && one.set == other.set && one.hint == other.hint &&
                             one.anew == other.anew;
                    });
}

QLabel* wrapping(QWidget* parent, const char* name) {
  auto* label = new QLabel(parent);
  label->setObjectName(QString::fromLatin1(name));
  label->setWordWrap(true);
  label->setTextFormat(Qt::PlainText);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

FindingCard::FindingCard(const Finding& finding, QWidget* parent)
    : QWidget(parent),
      finding_(finding),
      sentence_(wrapping(this, "title")),
      evidence_(wrapping(this, "caption")) {
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(12);
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(1, 1);
  grid->addWidget(sentence_, 0, 0, 1, 2);
  grid->addWidget(evidence_, 1, 0, 1, 2);
  int line = 2;
  for (const Remedy& remedy : finding.remedies) addRemedy(remedy, line++);
  update(finding);
}

void FindingCard::addRemedy(const Remedy& remedy, int line) {
  auto* grid = static_cast<QGridLayout*>(layout());
  auto* button = new QToolButton(this);
  button->setObjectName(QStringLiteral("field"));
  button->setText(words(remedy.label));
  button->setFocusPolicy(Qt::TabFocus);
  button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  button->setToolTip((remedy.anew ? tr("%1 Makes this setting and begins the run again; undo takes it back.")
                                  : tr("%1 Makes this setting; undo takes it back."))
                         .arg(words(remedy.hint)));
  connect(button, &QToolButton::clicked, this, [this, remedy] { emit chosen(remedy); });
  auto* hint = wrapping(this, "caption");
  hint->setText(words(remedy.hint));
  grid->addWidget(button, line, 0);
  grid->addWidget(hint, line, 1);
}

bool FindingCard::update(const Finding& finding) {
  if (!sameRemedies(finding, finding_)) return false;
  finding_ = finding;
  sentence_->setText(words(finding.sentence));
  evidence_->setText(evidenceText(finding));
  return true;
}

QString FindingCard::asText() const {
  QString text = words(finding_.sentence) + QLatin1Char('\n');
  for (const auto& each : finding_.evidence) text += words(each) + QLatin1Char('\n');
  for (const Remedy& each : finding_.remedies)
    text += words(each.label) + QLatin1Char('\t') + words(each.hint) + QLatin1Char('\n');
  return text;
}

}  // namespace lossarium::ui
