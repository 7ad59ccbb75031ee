// A value that outlives the program, declared beside the code that uses it.
#pragma once

#include <QSettings>
#include <QString>
#include <QVariant>

namespace lossarium::ui {

template <class Type>
class Setting {
 public:
  Setting(const char* key, Type initial) : key_(QString::fromLatin1(key)), initial_(std::move(initial)) {}
  Type get() const { return QSettings().value(key_, QVariant::fromValue(initial_)).template value<Type>(); }
  void set(const Type& value) const { QSettings().setValue(key_, QVariant::fromValue(value)); }

 private:
  QString key_;
  Type initial_;
};

}  // namespace lossarium::ui
