#include "ui/pages/train/plane_choice.h"

#include "core/landscape/planes/plane.h"
#include "ui/session/session.h"
#include "ui/widgets/words.h"

#include <QToolButton>

#include <algorithm>

namespace lossarium::ui {

PlaneChoice::PlaneChoice(Session& session, QWidget* parent)
    : ComboBox(parent), session_(session), another_(new QToolButton(parent)) {
  setAccessibleName(tr("Plane of the surface"));
  setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setMinimumContentsLength(10);
  for (const PlaneEntry& each : planeCatalog()) {
    addItem(words(each.spec->title), words(each.spec->id));
    setItemData(count() - 1, words(each.spec->caption), Qt::ToolTipRole);
  }
  another_->setAccessibleName(tr("Other random directions"));
  another_->setToolTip(tr("Two other random directions: what shows in all of them is not chance"));
  connect(another_, &QToolButton::clicked, this, &PlaneChoice::drawAnother);
  connect(this, &QComboBox::activated, this, &PlaneChoice::choose);
  connect(&session_, &Session::experimentChanged, this, &PlaneChoice::follow);
  connect(&session_, &Session::problemChanged, this, &PlaneChoice::follow);
  follow();
}

void PlaneChoice::follow() {
  const std::string& plane = session_.landscape().plane;
  const bool canChoose = session_.problem() && session_.problem()->model->weightCount() > 2;
  setCurrentIndex(std::max(0, findData(words(plane))));
  setToolTip(tr("Of all weights at once the surface can show a plane. %1")
                 .arg(currentData(Qt::ToolTipRole).toString()));
  setVisible(canChoose);
  another_->setVisible(canChoose && plane == "random");
}

void PlaneChoice::choose() { session_.set("landscape.plane", currentData().toString().toStdString()); }

void PlaneChoice::drawAnother() { session_.set("landscape.seed", session_.landscape().seed + 1); }

}  // namespace lossarium::ui
