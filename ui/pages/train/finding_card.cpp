#include "ui/pages/train/finding_card.h"

#include "ui/widgets/flow_layout.h"

#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

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
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(sentence_);
  if (!finding.remedies.empty()) column->addWidget(makeButtons(finding.remedies));
  column->addWidget(evidence_);
  update(finding);
}

// Directly below what it is, so that they are in sight; why they help stands in their tips.
QWidget* FindingCard::makeButtons(const std::vector<Remedy>& remedies) {
  auto* box = new QWidget(this);
  auto* flow = new FlowLayout(box, 8);
  for (const Remedy& remedy : remedies) flow->addWidget(makeButton(remedy, box));
  QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
  policy.setHeightForWidth(true);
  box->setSizePolicy(policy);
  return box;
}

QToolButton* FindingCard::makeButton(const Remedy& remedy, QWidget* parent) {
  auto* button = new QToolButton(parent);
  button->setObjectName(QStringLiteral("field"));
  button->setText(words(remedy.label));
  button->setAccessibleDescription(words(remedy.hint));
  button->setFocusPolicy(Qt::TabFocus);
  button->setToolTip((remedy.anew ? tr("%1 Makes this setting and begins the run again; undo takes it back.")
                                  : tr("%1 Makes this setting; undo takes it back."))
                         .arg(words(remedy.hint)));
  connect(button, &QToolButton::clicked, this, [this, remedy] { emit chosen(remedy); });
  return button;
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
