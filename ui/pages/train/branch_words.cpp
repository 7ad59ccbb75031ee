#include "ui/pages/train/branch_words.h"

#include "ui/widgets/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>

namespace lossarium::ui {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("BranchWords", text); }

}  // namespace

QString branchName(const Branch& branch, const Branches& branches, const Experiment& present) {
  const QString words = QString::fromStdString(branches.nameOf(branch, present));
  if (!words.isEmpty()) return words;
  const std::int64_t left = std::min(branches.sharedSteps(branch.run), branch.reachedStep);
  const double epoch = epochAt(branch.epochs, left, batchesPerEpoch(*branch.problem));
  return tr("from epoch %1").arg(grouped(static_cast<std::int64_t>(epoch)));
}

QString branchInWords(const Branch& branch, const Branches& branches, const Experiment& present) {
  return tr("%1, to epoch %2").arg(branchName(branch, branches, present), grouped(branch.reachedEpoch));
}

}  // namespace lossarium::ui
