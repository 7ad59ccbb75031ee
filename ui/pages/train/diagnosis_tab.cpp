#include "ui/pages/train/diagnosis_tab.h"

#include "ui/pages/train/finding_card.h"
#include "ui/pages/train/remedy_note.h"
#include "ui/session/session.h"

#include <QElapsedTimer>
#include <QMetaObject>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <exception>

namespace lossarium::ui {
namespace {

constexpr qint64 shortestRest = 250;  // milliseconds: words that change faster cannot be read
constexpr qint64 restForEachWork = 9;

}  // namespace

DiagnosisTab::DiagnosisTab(Session& session, QWidget* parent)
    : RunTab(parent),
      session_(session),
      column_(new QVBoxLayout(this)),
      note_(new RemedyNote(session, this)),
      rest_(new QTimer(this)) {
  column_->setContentsMargins(16, 4, 16, 4);
  column_->setSpacing(12);
  column_->addWidget(note_);
  column_->addStretch(1);
  keepReadable();
  rest_->setSingleShot(true);
  connect(rest_, &QTimer::timeout, this, &DiagnosisTab::examine);
}

QString DiagnosisTab::title() const { return tr("Diagnosis"); }

QString DiagnosisTab::hint() const {
  return tr("How the run goes, in words, with the numbers that show it and what would help");
}

void DiagnosisTab::showFrame(const RunFrame& frame) {
  note_->showFrame(frame);
  if (!busy_ && !rest_->isActive()) examine();
}

// The newest frame, unless that is known; what comes while it is examined waits for the next time.
void DiagnosisTab::examine() {
  const auto frame = session_.frame();
  if (!frame || frame == examined_ || !isVisible()) return;
  examined_ = frame;
  busy_ = true;
  job_.request([this, frame](const Progress& progress) {
    QElapsedTimer clock;
    clock.start();
    std::vector<Finding> findings;  // none where they could not be had
    try {
      findings = diagnose(*frame, progress);
    } catch (const Cancelled&) {
      throw;
    } catch (const std::exception&) {
    }
    QMetaObject::invokeMethod(
        this, [this, findings, spent = clock.elapsed()] { take(findings, spent); }, Qt::QueuedConnection);
  });
}

void DiagnosisTab::take(const std::vector<Finding>& findings, qint64 milliseconds) {
  busy_ = false;
  show(findings);
  rest_->start(static_cast<int>(std::max(shortestRest, restForEachWork * milliseconds)));
}

void DiagnosisTab::show(const std::vector<Finding>& findings) {
  const bool same =
      std::equal(findings.begin(), findings.end(), findings_.begin(), findings_.end(),
                 [](const Finding& one, const Finding& other) { return one.verdict == other.verdict; });
  findings_ = findings;
  bool kept = same;
  for (std::size_t i = 0; kept && i < cards_.size(); ++i) kept = cards_[i]->update(findings_[i]);
  if (!kept) rebuild();
}

void DiagnosisTab::rebuild() {
  for (FindingCard* card : cards_) {
    card->hide();
    card->deleteLater();
  }
  cards_.clear();
  for (const Finding& finding : findings_) {
    auto* card = new FindingCard(finding, this);
    connect(card, &FindingCard::chosen, note_, &RemedyNote::take);
    column_->insertWidget(1 + static_cast<int>(cards_.size()), card);  // below the note
    cards_.push_back(card);
  }
}

QString DiagnosisTab::asText() const {
  QString text = note_->asText();
  for (const FindingCard* card : cards_) text += card->asText();
  return text;
}

}  // namespace lossarium::ui
