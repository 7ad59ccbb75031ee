// What the height of the surface is, and what is laid over it.
#pragma once

#include <QToolButton>

class QAction;
class QActionGroup;
class QMenu;

namespace lossarium {
struct HeightChoice;
struct LandscapeChoice;
}  // namespace lossarium

namespace lossarium::ui {

class Session;

/// Names the rows that the height is of; its menu has the rows, the measure, other rows as contour lines, and
/// the penalty. What is not to be had is there, and says why.
class HeightButton : public QToolButton {
  Q_OBJECT

 public:
  explicit HeightButton(Session& session, QWidget* parent = nullptr);

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void follow();
  void fillMenu();
  void addRows();
  void addMeasures();
  void addOverlay();
  void addPenalty();
  QAction* addChoice(QMenu& menu, QActionGroup* group, const QString& name, const HeightChoice& height);
  void show(const HeightChoice& height);

  Session& session_;
  QMenu* menu_;
};

/// `landscape` with another height; what was laid over it changes places with it.
LandscapeChoice withHeight(const LandscapeChoice& landscape, const HeightChoice& height);

}  // namespace lossarium::ui
