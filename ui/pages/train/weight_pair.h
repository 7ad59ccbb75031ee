// Which two weights of the model stand along the axes of the surface.
#pragma once

#include <QToolButton>

#include <memory>

class QFrame;
class QLabel;

namespace lossarium {
class Model;
}  // namespace lossarium

namespace lossarium::ui {

class ComboBox;
class Session;

/// A button that opens two lists, grouped by the model's blocks, that find a weight by any part of its name.
/// There where the plane is that of two weights, of more than two.
class WeightPair : public QToolButton {
  Q_OBJECT

 public:
  explicit WeightPair(Session& session, QWidget* parent = nullptr);

  ComboBox* first() const { return first_; }
  ComboBox* second() const { return second_; }

 private:
  void follow();
  void open();
  ComboBox* makeList(const QString& name);
  void offer();
  void choose();

  Session& session_;
  QFrame* popup_;
  ComboBox* first_;
  ComboBox* second_;
  QLabel* note_;
  std::shared_ptr<const Model> named_;
};

}  // namespace lossarium::ui
