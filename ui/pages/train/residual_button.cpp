#include "ui/pages/train/residual_button.h"

#include "ui/shell/setting.h"

#include <algorithm>

namespace lossarium::ui {
namespace {

const Setting<int> shownResiduals("train/residuals", 0);
const Setting<bool> showsBars("train/bars", false);
constexpr int pictures = 3;

}  // namespace

ResidualButton::ResidualButton(QWidget* parent)
    : QToolButton(parent),
      residuals_(static_cast<ResidualPicture>(std::clamp(shownResiduals.get(), 0, pictures - 1))),
      bars_(showsBars.get()) {
  setObjectName(QStringLiteral("quiet"));
  setFocusPolicy(Qt::TabFocus);
  connect(this, &QToolButton::clicked, this, &ResidualButton::next);
  name();
}

void ResidualButton::follow(const RunFrame& frame, bool field) {
  const bool classes = isClassification(frame.problem->dataset->task);
  setVisible(!field && frame.problem->dataset->task != Task::boxes);
  if (classes == classes_) return;
  classes_ = classes;
  name();
}

ResidualPicture ResidualButton::picture() const {
  if (!classes_) return residuals_;
  return bars_ ? ResidualPicture::loss : ResidualPicture::none;
}

void ResidualButton::next() {
  if (classes_) {
    bars_ = !bars_;
    showsBars.set(bars_);
  } else {
    const int following = (static_cast<int>(residuals_) + 1) % pictures;
    residuals_ = static_cast<ResidualPicture>(following);
    shownResiduals.set(following);
  }
  name();
  emit changed();
}

void ResidualButton::name() {
  setCheckable(classes_);
  if (classes_) {
    setChecked(bars_);
    setAccessibleName(tr("Bars of what the true class is given"));
    setText(tr("bars"));
    setToolTip(
        tr("At each training point how much of the whole the model gives to its true class: the filled part. "
           "The redder what is missing, the more the row costs"));
    return;
  }
  const QString words[] = {tr("residuals: pull"), tr("residuals: loss"), tr("residuals: none")};
  setAccessibleName(tr("Residuals"));
  setText(words[static_cast<int>(residuals_)]);
  setToolTip(
      tr("Residuals as lines, the thicker the harder they pull; as areas, which are what the loss makes of "
         "them: squares under MSE, strips under MAE, no larger than some size under Tukey’s; or none"));
}

}  // namespace lossarium::ui
